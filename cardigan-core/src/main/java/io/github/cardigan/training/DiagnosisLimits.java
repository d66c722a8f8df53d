package io.github.cardigan.training;

/**
 * What counts as wrong. Our own choice: no paper gives such limits. {@link #DEFAULT} leaves healthy runs alone, which were looked at
 * step by step: a DCGAN on MNIST reads a diversity of 0.9 to 1.05 and D(x) - D(G(z)) near 0.1 from its 250th step on, with a spread
 * of 0.05 from step to step.
 *
 * @param warmUpSteps before this step nothing begins but wild gradients: every game opens with a sure discriminator and a generator
 *     whose samples are all alike
 * @param judgeSteps steps between two judgements
 * @param quietSteps a finding is over when its reading was good, and never bad again, for so long: where the players chase each other,
 *     the discriminator wins and loses by turns
 * @param meanSteps diversity, scores and gradients are judged by means over so many steps
 * @param diversity low is bad. Half of the real distance is far from any healthy run
 * @param wins D(x) - D(G(z)), high is bad. At 0.9 both sides are told with an error of 5 %
 * @param loses the same, low is bad. Not 0: at equilibrium the mean wavers about it, by less than 0.02
 * @param loserScores the same for scores that are no probabilities, in standard deviations of a step's difference
 * @param settlingSteps first gradients say nothing: so many are left out of the early reference
 * @param referenceSteps gradients after these that make the early reference, by their geometric mean
 * @param vanished gradient norm over its early reference, low is bad. Adam mends a factor, but what remains is mostly noise
 * @param vanishedNorm as bad as {@code vanished}, whatever the early reference was: with a million weights Adam's epsilon of 1e-8
 *     outweighs such a gradient
 * @param exploded gradient norm over its early reference, high is bad
 * @param explodedFloor a gradient norm below this has not exploded, however small the early reference was
 * @param explodedNorm as bad as {@code exploded}, whatever the early reference was
 * @param swingSteps values that are searched for swings at once; a second search looks at means over eight steps
 * @param swing standard deviation of D(x) or D(G(z)), high is bad: 0.15 is a swing over nearly half of their range
 * @param relativeSwing the same for losses and scores, over their mean size
 * @param regularity how well a series repeats itself after a whole period and opposes itself after half of one, high is bad; 1 for a
 *     pure wave without end. It must hold for two windows in a row that overlap by half: of 20,000 windows of each of five
 *     autoregressive noises (factors 0.8 to 0.97) and of a random walk, at most 26 reached 0.45, and none twice in a row
 * @param riseSteps a rising loss is seen in means over so many steps
 * @param rises so many such rises in a row
 * @param rise a rise is by this factor at least
 * @param riseFloor a loss below this does not count as rising; ten nats are a probability of 1 in 20,000
 */
public record DiagnosisLimits(
        int warmUpSteps,
        int judgeSteps,
        int quietSteps,
        int meanSteps,
        Limit diversity,
        Limit wins,
        Limit loses,
        Limit loserScores,
        int settlingSteps,
        int referenceSteps,
        Limit vanished,
        double vanishedNorm,
        Limit exploded,
        double explodedFloor,
        double explodedNorm,
        int swingSteps,
        double swing,
        double relativeSwing,
        Limit regularity,
        int riseSteps,
        int rises,
        double rise,
        double riseFloor) {

    public static final DiagnosisLimits DEFAULT = new DiagnosisLimits(
            500,
            10,
            300,
            200,
            new Limit(0.5, 0.65),
            new Limit(0.9, 0.8),
            new Limit(-0.05, 0),
            new Limit(-1, 0),
            50,
            200,
            new Limit(1e-3, 1e-2),
            1e-5,
            new Limit(100, 50),
            10,
            1e6,
            256,
            0.15,
            0.5,
            new Limit(0.45, 0.3),
            100,
            4,
            1.5,
            10);
}
