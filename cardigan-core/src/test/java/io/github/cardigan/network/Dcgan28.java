package io.github.cardigan.network;

import io.github.cardigan.engine.Shape;

/** The textbook DCGAN for 28x28 grey images, whose sizes are known from hand. */
final class Dcgan28 {

    static final Shape Z = Shape.of(100);
    static final Shape IMAGE = Shape.image(1, 28, 28);

    static final Layer GENERATOR = Sequential.of(
            Dense.of(7 * 7 * 256).withoutBias(),
            BatchNorm.of(),
            new LeakyRelu(0.3),
            Reshape.to(256, 7, 7),
            ConvTranspose2d.of(128, 5, 1).withoutBias(),
            BatchNorm.of(),
            new LeakyRelu(0.3),
            ConvTranspose2d.of(64, 5, 2).withoutBias(),
            BatchNorm.of(),
            new LeakyRelu(0.3),
            ConvTranspose2d.of(1, 5, 2).withoutBias(),
            Activation.TANH);

    static final Layer DISCRIMINATOR = Sequential.of(
            Conv2d.of(64, 5, 2),
            new LeakyRelu(0.3),
            new Dropout(0.3),
            Conv2d.of(128, 5, 2),
            new LeakyRelu(0.3),
            new Dropout(0.3),
            new Flatten(),
            Dense.of(1));

    private Dcgan28() {}
}
