package io.github.cardigan.attack;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.network.Autoencoder;
import io.github.cardigan.network.Pass;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * An autoencoder in front of the classifier, such as one that learned to take noise off (Vincent et al. 2008,
 * doi:10.1145/1390156.1390294), in the hope that it takes adversarial noise off too (Meng, Chen 2017, arXiv:1705.09064). Gradients pass
 * through it, so an attacker who knows it attacks both networks as one.
 *
 * @param autoencoder of images, told no classes; belongs to whoever made this
 */
public record Denoiser(Autoencoder autoencoder) implements Defence {

    /**
     * @throws ConfigurationException if it must be told the class of an image, which is what the classifier shall find
     */
    public Denoiser {
        if (!autoencoder.conditions().none()) {
            throw new ConfigurationException(
                    "expected an autoencoder that is told no classes as a defence, got one that is",
                    "train denoising-autoencoder, autoencoder or vae");
        }
        if (!autoencoder.shape().isImage()) {
            throw new ConfigurationException(
                    "expected an autoencoder of images as a defence, got one of " + autoencoder.shape(),
                    "train it on the classifier's data");
        }
    }

    @Override
    public String name() {
        return "autoencoder";
    }

    @Override
    public Tensor apply(Tensor images) {
        Tensor noLabels = torch.zeros(0);
        return PixelRange.clamp(autoencoder.reconstruct(images, noLabels, Pass.inference()));
    }

    @Override
    public boolean differentiable() {
        return true;
    }
}
