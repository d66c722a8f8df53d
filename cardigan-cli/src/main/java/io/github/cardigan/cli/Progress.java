package io.github.cardigan.cli;

import io.github.cardigan.training.Finding;
import io.github.cardigan.training.StepReport;
import io.github.cardigan.training.Trainer;
import io.github.cardigan.training.TrainingListener;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Tells how the training goes: one line that rewrites itself on a terminal, else a plain line now and then; JSON lines for
 * scripts.
 */
final class Progress implements TrainingListener {

    private static final double SMOOTHING = 0.95;
    private static final long TERMINAL_NANOS = 200_000_000L;
    private static final long PLAIN_NANOS = 10_000_000_000L;

    private final Console console;
    private final boolean terminal = Terminal.present();
    private final Map<String, Double> smooth = new LinkedHashMap<>();
    private final Map<String, Double> measured = new LinkedHashMap<>();
    private double imagesPerSecond;
    private double startedAt = -1;
    private double usedAtStart;
    private long lastPrint;

    Progress(Console console) {
        this.console = console;
    }

    @Override
    public void started(Trainer trainer) {
        startedAt = trainer.position().seconds();
        usedAtStart = -1;
    }

    @Override
    public void stepDone(Trainer trainer, StepReport report) {
        measured.putAll(report.measured());
        report.values().forEach((name, value) -> smooth.merge(name, value, Progress::blend));
        double speed = report.samples() / report.seconds();
        imagesPerSecond = imagesPerSecond == 0 ? speed : blend(imagesPerSecond, speed);
        if (usedAtStart < 0) {
            usedAtStart = report.budgetUsed();
            startedAt = report.position().seconds();
        }
        boolean last = report.budgetUsed() >= 1;
        long now = System.nanoTime();
        if (last
                || !report.measured().isEmpty()
                || lastPrint == 0
                || now - lastPrint >= (terminal ? TERMINAL_NANOS : PLAIN_NANOS)) {
            lastPrint = now;
            print(report, last);
        }
    }

    private static double blend(double old, double value) {
        return SMOOTHING * old + (1 - SMOOTHING) * value;
    }

    private void print(StepReport report, boolean last) {
        if (console.json()) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("step", report.position().step());
            row.put("epoch", report.epoch());
            row.put("images_per_second", imagesPerSecond);
            row.putAll(smooth);
            row.putAll(report.measured());
            console.resultJson(row);
        } else if (terminal) {
            console.sayInPlace(line(report), last);
        } else {
            console.say(line(report));
        }
    }

    private String line(StepReport report) {
        StringBuilder line = new StringBuilder();
        line.append(String.format(
                Locale.ROOT,
                "%3.0f%%  step %,d  epoch %.2f  %,.0f images/s",
                100 * report.budgetUsed(),
                report.position().step(),
                report.epoch(),
                imagesPerSecond));
        value(line, "D loss", "discriminator_loss");
        value(line, "G loss", "generator_loss");
        value(line, "loss", "classifier_loss");
        value(line, "accuracy", "accuracy");
        value(line, "D(x)", "d_real");
        value(line, "D(G(z))", "d_fake");
        measured.forEach(
                (name, value) -> line.append(String.format(Locale.ROOT, "  %s %.4f", name.replace('_', ' '), value)));
        double left = secondsLeft(report);
        if (left >= 0) {
            line.append("  left ").append(time(left));
        }
        return line.toString();
    }

    private void value(StringBuilder line, String label, String name) {
        Double number = smooth.get(name);
        if (number != null) {
            line.append(String.format(Locale.ROOT, "  %s %.2f", label, number));
        }
    }

    private double secondsLeft(StepReport report) {
        double used = report.budgetUsed() - usedAtStart;
        double seconds = report.position().seconds() - startedAt;
        return used <= 0 ? -1 : seconds / used * (1 - report.budgetUsed());
    }

    /** Once when it begins, as a warning, and once when it is over. */
    @Override
    public void found(Trainer trainer, Finding finding) {
        if (console.json()) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("finding", finding.kind().word());
            row.put("over", finding.over());
            row.put("step", finding.step());
            row.put("player", finding.player());
            row.put("value", finding.value());
            row.put("hint", finding.hint());
            console.resultJson(row);
        } else if (finding.over()) {
            console.say(finding.text());
        } else {
            console.warn(finding.text() + ". " + finding.hint());
        }
    }

    @Override
    public void warned(String message) {
        console.warn(message);
    }

    /** For example {@code 3:07} or {@code 1:02:09}. */
    static String time(double seconds) {
        long whole = Math.round(seconds);
        return whole < 3600
                ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
    }
}
