package io.github.cardigan.cli;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.attack.AttackReport;
import io.github.cardigan.attack.AttackSeries;
import io.github.cardigan.attack.Defence;
import io.github.cardigan.attack.Denoiser;
import io.github.cardigan.attack.LabelledSample;
import io.github.cardigan.attack.Robustness;
import io.github.cardigan.attack.RobustnessMeter;
import io.github.cardigan.attack.RobustnessPoint;
import io.github.cardigan.attack.SqueezeDetector;
import io.github.cardigan.attack.Surrogate;
import io.github.cardigan.attack.Victim;
import io.github.cardigan.data.Dataset;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.model.Model;
import io.github.cardigan.network.Classifier;
import io.github.cardigan.run.Provenance;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Attacks a classifier with adversarial examples and says what accuracy is left. */
@Command(
        name = "attack",
        description = "Attack a classifier with adversarial examples: accuracy against the size of the change.",
        footer = {
            "",
            "Writes attack.html (all in one page), attack.json, accuracy.svg and grid.png.",
            "",
            "Examples:",
            "  cardigan attack --model runs/00001-classifier-digits --data digits --method fgsm --out attacks/fgsm",
            "  cardigan attack --model RUN --data mnist --method pgd --steps 50 --restarts 10 --epsilon 0.3"
                    + " --out attacks/pgd",
            "  cardigan attack --model RUN --data mnist --surrogate 150 --out attacks/black-box",
            "  cardigan attack --model RUN --data mnist --defence bits:1 --unaware --out attacks/bits"
        })
final class AttackCommand extends CardiganCommand {

    private static final int MOST = 1_000_000;

    /** To begin with; a surrogate's set grows to 32 times this, in memory. */
    private static final int MOST_SURROGATE = 5_000;

    @Option(names = "--model", required = true, paramLabel = "PATH", description = "A classifier: model or run folder.")
    private Path model = Path.of("");

    @Mixin
    private JudgedDataOptions data = new JudgedDataOptions();

    @Mixin
    private AttackOptionsMixin attack = new AttackOptionsMixin();

    @Option(
            names = "--transfer",
            paramLabel = "PATH",
            description = "Follow the gradients of this classifier instead, and show the result to --model.")
    private @Nullable Path transfer;

    @Option(
            names = "--surrogate",
            paramLabel = "N",
            description = "A black box: learn a stand-in from --model's answers to N other images of the data, and"
                    + " follow its gradients. The paper takes 150.")
    private @Nullable Integer surrogate;

    @Option(
            names = "--defence",
            paramLabel = "NAME",
            description =
                    "Put in front of --model: bits[:N], median[:N], squeeze (bits:1 and median:2), or denoise:PATH, an"
                            + " autoencoder.")
    private @Nullable String defence;

    @Option(names = "--unaware", description = "The attacker does not know of the defence. Default: knows it.")
    private boolean unaware;

    @Option(
            names = "--detect",
            description = "Say how many successful changes feature squeezing finds, at 5 %% false alarms.")
    private boolean detect;

    @Option(names = "--count", paramLabel = "N", description = "How many images. Default: ${DEFAULT-VALUE}.")
    private int count = 100;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Chooses images and random starts. Default: ${DEFAULT-VALUE}.")
    private long seed = 42;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "The folder for the results.")
    private Path out = Path.of("");

    @Option(names = "--device", paramLabel = "DEVICE", description = "cpu, cuda or cuda:N. Default: ${DEFAULT-VALUE}.")
    private String device = "cpu";

    @Override
    int execute() {
        check();
        attack.method().require(attack.options()); // before anything is loaded
        Device on = Device.parse(device);
        Path denoiser = defence == null ? null : DefenceName.model(defence);
        try (Model loaded = Model.load(model, on);
                Model source = transfer == null ? null : Model.load(transfer, on);
                Model front = denoiser == null ? null : Model.load(denoiser, on);
                JudgedData judged = data.open(console()::say)) {
            Dataset set = judged.set();
            Classifier classifier = loaded.classifier();
            Victim bare = Victim.of(classifier);
            Victim victim =
                    defence == null ? bare : defence(defence, front, classifier).before(bare);
            int seen = surrogate == null ? 0 : surrogate;
            LabelledSample drawn = LabelledSample.of(set, classifier.classes(), count + seen, seed, console()::warn);
            judged.warn(console()::warn);
            LabelledSample images = drawn.part(0, attacked(drawn, seen));
            SqueezeDetector detector = detect ? SqueezeDetector.suiting(classifier.shape()) : null;
            AttackSeries series = new AttackSeries(attack.method(), attack.options());
            RobustnessMeter direct = new RobustnessMeter(
                    victim,
                    series,
                    attack.epsilons(series.norm()),
                    seed,
                    100,
                    10,
                    detector == null ? null : new RobustnessMeter.Detection(detector, bare));
            direct.requireFit(drawn); // before anything is learnt
            try (StandIn standIn = surrogate == null ? null : learn(victim, drawn, images, classifier.classes())) {
                Victim followed = standIn != null
                        ? Victim.of(standIn.classifier())
                        : source != null ? follow(source.classifier(), classifier) : unaware ? bare : null;
                RobustnessMeter meter = followed == null ? direct : direct.following(followed);
                Robustness robustness = meter.measure(images, this::progress);
                AttackReport report = new AttackReport(
                        robustness, set.shape(), classifier.classes(), settings(loaded, judged, detector, standIn));
                report.write(out);
                print(report);
            }
        }
        return ExitCode.DONE;
    }

    /** How many of the images drawn are attacked: those that the surrogate does not learn from. */
    private static int attacked(LabelledSample drawn, int seen) {
        if (drawn.size() <= seen) {
            throw new ConfigurationException(
                    "expected more than the " + seen + " images of --surrogate in " + drawn.name() + ", got "
                            + drawn.size(),
                    "lower --surrogate: what it learns from is not attacked");
        }
        return drawn.size() - seen;
    }

    /**
     * What was learnt of a black box.
     *
     * @param questions how many labels the model was asked for
     * @param agreement the share of the attacked images that both read alike
     */
    private record StandIn(Classifier classifier, long questions, double agreement) implements AutoCloseable {

        String text() {
            return String.format(
                    Locale.ROOT,
                    "%d questions, reads %.1f %% of the attacked images as the model does",
                    questions,
                    100 * agreement);
        }

        @Override
        public void close() {
            classifier.network().close();
        }
    }

    private StandIn learn(Victim victim, LabelledSample drawn, LabelledSample images, List<String> classes) {
        int seen = drawn.size() - images.size();
        Surrogate learner = Surrogate.small(classes.size());
        console().say("learning a stand-in from " + learner.questions(seen) + " answers");
        try (TensorScope scope = new TensorScope()) {
            Tensor known = victim.device().move(drawn.part(images.size(), seen).batch(0, seen));
            Classifier learnt = learner.train(victim, known, classes, new RandomSource(seed).split(1));
            Tensor attacked = victim.device().move(images.batch(0, images.size()));
            StandIn standIn =
                    new StandIn(learnt, learner.questions(seen), Surrogate.agreement(learnt, victim, attacked));
            console().say("stand-in: " + standIn.text());
            return standIn;
        }
    }

    private void check() {
        if (count < 1 || count > MOST) {
            throw new ConfigurationException("expected --count from 1 to " + MOST + ", got " + count, "");
        }
        if (surrogate != null && (surrogate < 1 || surrogate > MOST_SURROGATE)) {
            throw new ConfigurationException(
                    "expected --surrogate from 1 to " + MOST_SURROGATE + ", got " + surrogate, "the paper takes 150");
        }
        if (surrogate != null && transfer != null) {
            throw new ConfigurationException(
                    "expected one of --surrogate and --transfer, got both", "one model's gradients can be followed");
        }
        if (unaware && (defence == null || transfer != null || surrogate != null)) {
            throw new ConfigurationException(
                    "expected --defence and neither --transfer nor --surrogate with --unaware",
                    "without a defence there is nothing to be unaware of, and who follows another model knows neither");
        }
        if (Files.exists(out) && !Files.isDirectory(out)) {
            throw new ConfigurationException("expected a folder, but " + out + " is a file", "choose another --out");
        }
    }

    private static Defence defence(String name, @Nullable Model model, Classifier classifier) {
        Defence defence = DefenceName.parse(name, model);
        if (defence instanceof Denoiser denoiser
                && !denoiser.autoencoder().shape().equals(classifier.shape())) {
            throw new ConfigurationException(
                    "expected an autoencoder of images " + classifier.shape() + " after denoise:, got one of "
                            + denoiser.autoencoder().shape(),
                    "train it on the classifier's data, at the same --size");
        }
        return defence;
    }

    private static Victim follow(Classifier source, Classifier classifier) {
        if (!source.shape().equals(classifier.shape()) || !source.classes().equals(classifier.classes())) {
            throw new ConfigurationException(
                    "expected a model of images " + classifier.shape() + " in the classes " + classifier.classes()
                            + " after --transfer, got one of " + source.shape() + " in " + source.classes(),
                    "both models must read the same images, and name the same classes in the same order");
        }
        return Victim.of(source);
    }

    private void progress(double done) {
        if (Terminal.present()) {
            console().sayInPlace(String.format(Locale.ROOT, "attacked %.0f %%", 100 * done), done >= 1);
        }
    }

    private Map<String, Object> settings(
            Model loaded, JudgedData judged, @Nullable SqueezeDetector detector, @Nullable StandIn standIn) {
        Dataset set = judged.set();
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("model", model.toString());
        settings.put("model_sha256", loaded.description().weightsSha256());
        settings.put("data", set.name());
        settings.put("split", judged.part());
        settings.put("data_fingerprint", set.fingerprint());
        settings.put("method", attack.method().toString());
        settings.put(
                "target",
                attack.options().goal().targeted() ? attack.options().goal().target() : "none");
        settings.put(
                "loss",
                attack.options().loss() == null
                        ? "the method's"
                        : attack.options().loss().toString());
        settings.put("steps", orUsual(attack.options().steps()));
        settings.put("step_size", orUsual(attack.options().stepSize()));
        settings.put("restarts", orUsual(attack.options().restarts()));
        settings.put("transfer", transfer == null ? "none" : transfer.toString());
        settings.put("surrogate", standIn == null ? "none" : surrogate + " images, " + standIn.text());
        settings.put("defence", defence == null ? "none" : defence + (unaware ? ", unknown to the attacker" : ""));
        settings.put("detector", detector == null ? "none" : detector.name());
        settings.put("seed", seed);
        settings.putAll(Provenance.versions());
        return settings;
    }

    private static Object orUsual(@Nullable Object said) {
        return said == null ? "the method's" : said;
    }

    private void print(AttackReport report) {
        Robustness found = report.robustness();
        if (console().json()) {
            Map<String, Object> result = new LinkedHashMap<>(report.json());
            result.put("out", out.toString());
            console().resultJson(result);
            return;
        }
        console()
                .say(String.format(
                        Locale.ROOT,
                        "%s on %d images, %.1f %% of them read rightly before",
                        found.attack(),
                        found.images(),
                        100 * found.cleanAccuracy()));
        console().result(TextColumns.of(rows(found)));
        if (found.silentGradients() > 0) {
            console()
                    .warn(String.format(
                            Locale.ROOT,
                            "at %.1f %% of the images the gradient is exactly zero: the accuracy may flatter the model",
                            100 * found.silentGradients()));
        }
        console().say("  report   " + out.resolve("attack.html"));
    }

    private static List<List<String>> rows(Robustness found) {
        List<List<String>> rows = new ArrayList<>();
        boolean detected = found.falseAlarms() != null;
        rows.add(new ArrayList<>(List.of("epsilon " + found.norm(), "accuracy", "success", "mean distance")));
        for (RobustnessPoint point : found.points()) {
            rows.add(new ArrayList<>(List.of(
                    plain(point.epsilon()),
                    String.format(Locale.ROOT, "%.1f %%", 100 * point.accuracy()),
                    String.format(Locale.ROOT, "%.1f %%", 100 * point.success()),
                    String.format(Locale.ROOT, "%.4f", point.meanDistance()))));
        }
        if (detected) {
            rows.get(0).add("detected");
            for (int i = 0; i < found.points().size(); i++) {
                Double share = found.points().get(i).detected();
                rows.get(i + 1).add(share == null ? "-" : String.format(Locale.ROOT, "%.1f %%", 100 * share));
            }
        }
        return rows;
    }

    /** As a user would write it: 0.1, not 1.0E-1. */
    private static String plain(double number) {
        return new BigDecimal(String.valueOf(number)).stripTrailingZeros().toPlainString();
    }
}
