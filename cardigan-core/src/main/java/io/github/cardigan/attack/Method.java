package io.github.cardigan.attack;

import io.github.cardigan.ConfigurationException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The attacks by name, with the defaults of their papers. */
public enum Method {
    /** {@link RandomNoise}, uniform. */
    NOISE(Norm.LINF, Setting.NORM, Setting.TARGET, Setting.RESTARTS) {
        @Override
        Attack build(AttackOptions options, Ball ball) {
            int trials = AttackOptions.or(options.restarts(), 1);
            return new RandomNoise(ball, RandomNoise.Kind.UNIFORM, trials, options.goal());
        }
    },
    /** {@link RandomNoise}, normal. */
    GAUSSIAN(Norm.LINF, Setting.NORM, Setting.TARGET, Setting.RESTARTS) {
        @Override
        Attack build(AttackOptions options, Ball ball) {
            int trials = AttackOptions.or(options.restarts(), 1);
            return new RandomNoise(ball, RandomNoise.Kind.GAUSSIAN, trials, options.goal());
        }
    },
    /** {@link Fgsm}. */
    FGSM(Norm.LINF, Setting.NORM, Setting.TARGET) {
        @Override
        Attack build(AttackOptions options, Ball ball) {
            return new Fgsm(ball, options.goal());
        }
    },
    /** {@link Bim} with the paper's steps, or with as many as asked for, which then go as far: 1.25 epsilon in all. */
    BIM(Norm.LINF, Setting.NORM, Setting.TARGET, Setting.STEPS, Setting.STEP_SIZE) {
        @Override
        Attack build(AttackOptions options, Ball ball) {
            Bim paper = Bim.kurakin(ball, options.goal());
            int steps = AttackOptions.or(options.steps(), paper.steps());
            boolean asPaper = options.steps() == null || ball.epsilon() == 0;
            double usual = asPaper ? paper.stepSize() : 1.25 * ball.epsilon() / steps;
            return new Bim(ball, steps, AttackOptions.or(options.stepSize(), usual), options.goal());
        }
    },
    /** {@link Pgd}: 40 steps from one random start, unless said otherwise. */
    PGD(Norm.LINF, Setting.NORM, Setting.TARGET, Setting.LOSS, Setting.STEPS, Setting.STEP_SIZE, Setting.RESTARTS) {
        @Override
        Attack build(AttackOptions options, Ball ball) {
            int steps = AttackOptions.or(options.steps(), 40);
            return new Pgd(
                    ball,
                    steps,
                    AttackOptions.or(options.stepSize(), Pgd.usualStepSize(ball, steps)),
                    AttackOptions.or(options.restarts(), 1),
                    AttackOptions.or(options.loss(), AttackLoss.CROSS_ENTROPY),
                    options.goal());
        }
    },
    /** {@link DeepFool}. */
    DEEPFOOL(Norm.L2, Setting.NORM, Setting.STEPS) {
        @Override
        Attack build(AttackOptions options, Ball ball) {
            DeepFool paper = DeepFool.of(ball.norm());
            return new DeepFool(ball.norm(), AttackOptions.or(options.steps(), paper.maxSteps()), paper.overshoot());
        }
    },
    /** {@link CarliniWagner}. */
    CW(Norm.L2, Setting.TARGET, Setting.STEPS, Setting.STEP_SIZE, Setting.RESTARTS) {
        @Override
        Attack build(AttackOptions options, Ball ball) {
            CarliniWagner paper = CarliniWagner.of(options.goal());
            return new CarliniWagner(
                    AttackOptions.or(options.restarts(), paper.searches()),
                    AttackOptions.or(options.steps(), paper.steps()),
                    AttackOptions.or(options.stepSize(), paper.learningRate()),
                    paper.confidence(),
                    options.goal());
        }
    };

    /** What can be said about an attack, as the command line calls it. */
    private enum Setting {
        NORM,
        TARGET,
        LOSS,
        STEPS,
        STEP_SIZE,
        RESTARTS;

        @Override
        public String toString() {
            return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final Norm usualNorm;
    private final Set<Setting> settings;

    Method(Norm usualNorm, Setting... settings) {
        this.usualNorm = usualNorm;
        this.settings = EnumSet.copyOf(List.of(settings));
    }

    abstract Attack build(AttackOptions options, Ball ball);

    /** The attack for one epsilon; those that look for the nearest image have no use for it. */
    public Attack attack(AttackOptions options, double epsilon) {
        require(options);
        return build(options, new Ball(norm(options), epsilon));
    }

    /** Whether it looks for the nearest image that fools, instead of any in a ball. One run then serves every epsilon. */
    public boolean minimal() {
        return this == DEEPFOOL || this == CW;
    }

    /** The norm asked for, else the usual one: L2 for {@link #DEEPFOOL} and {@link #CW}, else L-inf. */
    public Norm norm(AttackOptions options) {
        return AttackOptions.or(options.norm(), usualNorm);
    }

    /**
     * Refuses what this attack cannot take, rather than ignore it.
     *
     * @throws ConfigurationException if a setting does not apply
     */
    public void require(AttackOptions options) {
        // Carlini and Wagner's is an L2 attack: saying so is no mistake
        refuse(Setting.NORM, this == CW && options.norm() == Norm.L2 ? null : options.norm());
        refuse(Setting.TARGET, options.goal().targeted() ? options.goal().target() : null);
        refuse(Setting.LOSS, options.loss());
        refuse(Setting.STEPS, options.steps());
        refuse(Setting.STEP_SIZE, options.stepSize());
        refuse(Setting.RESTARTS, options.restarts());
    }

    private void refuse(Setting setting, @Nullable Object value) {
        if (value != null && !settings.contains(setting)) {
            throw new ConfigurationException(
                    "expected no " + setting + " with " + this + ", got " + value,
                    this + " takes " + settings.toString().replaceAll("[\\[\\]]", ""));
        }
    }

    /** All names. */
    public static List<String> names() {
        return Arrays.stream(values()).map(Method::toString).toList();
    }

    /** For example {@code deepfool}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
