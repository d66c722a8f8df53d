package io.github.cardigan.recipe;

import io.github.cardigan.data.ImagePair;
import io.github.cardigan.network.Network;
import io.github.cardigan.network.Pass;
import io.github.cardigan.objective.Objective;
import io.github.cardigan.training.Augmentation;
import io.github.cardigan.training.Step;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** What the losses of the recipes from image to image are made of. */
final class TranslationLosses {

    private TranslationLosses() {}

    /** The samples of this step, all images of each moved and mirrored alike; the same for all players. */
    static Tensor augmented(Step step, Augmentation augmentation) {
        return step.once("augmented", () -> augmentation.apply(step.real(), step.random()));
    }

    /** The first image of each sample, {@code [N, C, H, W]}. */
    static Tensor first(Tensor both, ImagePair pair) {
        return both.narrow(1, 0, pair.firstChannels());
    }

    /** The second image of each sample, {@code [N, C', H, W]}. */
    static Tensor second(Tensor both, ImagePair pair) {
        return both.narrow(1, pair.firstChannels(), pair.secondChannels());
    }

    /** The guide of each sample, {@code [N, C'', H, W]}. */
    static Tensor guide(Tensor both, ImagePair pair) {
        return both.narrow(1, pair.firstChannels() + pair.secondChannels(), pair.guideChannels());
    }

    /** A score for every patch of every image: {@code [N h w]} in fp32. */
    static Tensor scores(Network judge, Tensor images, Pass pass) {
        return judge.forward(images, pass).reshape(-1).to(ScalarType.Float);
    }

    /** The mean absolute difference of all values, a scalar. */
    static Tensor distance(Tensor image, Tensor other) {
        return image.sub(other).abs().mean();
    }

    /** What two judges say on average, in the objective's own reading, a scalar. */
    static Tensor meanReading(Objective objective, Tensor scores, Tensor others) {
        return objective.read(scores).mean().add(objective.read(others).mean()).mul(new Scalar(0.5));
    }
}
