package io.github.cardigan.recipe;

/**
 * Deep convolutional GAN: the first one whose training was stable enough to become everybody's starting point. Networks of {@link
 * DcganNetworks}, the non-saturating loss, Adam for both players.
 */
public final class Dcgan extends ConvolutionalGan {

    @Override
    public String name() {
        return "dcgan";
    }

    @Override
    public String summary() {
        return "Deep convolutional GAN: images from noise, the field's starting point";
    }

    @Override
    public String paper() {
        return "Radford, Metz, Chintala 2015, Unsupervised Representation Learning with Deep Convolutional Generative"
                + " Adversarial Networks, arXiv:1511.06434";
    }
}
