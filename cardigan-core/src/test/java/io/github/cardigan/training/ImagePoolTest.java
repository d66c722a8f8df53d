package io.github.cardigan.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class ImagePoolTest {

    private static final Shape PIXEL = Shape.image(1, 1, 1);

    private static float[] exchange(ImagePool pool, RandomSource random, float... images) {
        try (TensorScope scope = new TensorScope()) {
            return Tensors.toFloats(pool.exchange(Tensor.create(images, images.length, 1, 1, 1), random));
        }
    }

    @Test
    void itGivesBackWhatItIsGivenUntilItIsFull() {
        try (ImagePool pool = new ImagePool("pool", 5, PIXEL, Device.cpu())) {
            RandomSource random = new RandomSource(1);
            assertThat(exchange(pool, random, 1, 2, 3)).containsExactly(1, 2, 3);
            assertThat(exchange(pool, random, 4, 5)).containsExactly(4, 5);
            assertThat(Tensors.toFloats(pool.state().get("images"))).containsExactly(1, 2, 3, 4, 5);
        }
        try (ImagePool none = new ImagePool("none", 0, PIXEL, Device.cpu())) {
            assertThat(exchange(none, new RandomSource(1), 7, 8)).containsExactly(7, 8);
        }
    }

    /** Each image goes in once and comes out once, and is in one place at a time; every other comes out at once. */
    @Test
    void nothingIsLostOrDoubledAndHalfComesOutAtOnce() {
        try (ImagePool pool = new ImagePool("pool", 20, PIXEL, Device.cpu())) {
            RandomSource random = new RandomSource(3);
            float[] first = new float[20];
            for (int i = 0; i < 20; i++) {
                first[i] = i;
            }
            exchange(pool, random, first);
            List<Float> out = new ArrayList<>();
            int atOnce = 0;
            int waited = 0;
            for (int i = 0; i < 2000; i++) {
                float[] given = exchange(pool, random, 20 + i);
                atOnce += given[0] == 20 + i ? 1 : 0;
                waited += given[0] == 20 + i ? 0 : 1;
                out.add(given[0]);
            }
            for (float held : Tensors.toFloats(pool.state().get("images"))) {
                out.add(held);
            }
            assertThat(out).doesNotHaveDuplicates().hasSize(2020);
            assertThat(atOnce).isBetween(900, 1100); // 1,000 +- 4.5 standard deviations
            assertThat(waited).isEqualTo(2000 - atOnce);
        }
    }

    @Test
    void aRestoredPoolGoesOnAsIfNothingHadBeen() {
        try (ImagePool pool = new ImagePool("pool", 3, PIXEL, Device.cpu());
                ImagePool other = new ImagePool("pool", 3, PIXEL, Device.cpu())) {
            RandomSource random = new RandomSource(5);
            exchange(pool, random, 1, 2, 3, 4, 5);
            RandomSource same = new RandomSource(0);
            same.restore(random.state());
            pool.state().forEach((name, tensor) -> other.state().get(name).copy_(tensor));
            for (int i = 0; i < 20; i++) {
                assertThat(exchange(other, same, 10 + i)).isEqualTo(exchange(pool, random, 10 + i));
            }
        }
    }

    @Test
    void moreThanAGibibyteIsRefused() {
        assertThatThrownBy(() -> new ImagePool("history", 1000, Shape.image(3, 512, 512), Device.cpu()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("expected at most 341 remembered images of [3, 512, 512] for history, 1 GiB, got 1000");
    }
}
