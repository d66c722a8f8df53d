package io.github.cardigan.training;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.NoGrad;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.TensorScope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Generated images of earlier steps, so that a discriminator does not forget what fooled it (Shrivastava et al. 2016, arXiv:1612.07828, section
 * 2.3; Zhu et al. 2017, arXiv:1703.10593, section 4). Until it is full it gives back what it is given; then, of each image, the image
 * itself or, one time in two, an older one whose place the image takes.
 */
public final class ImagePool implements Memory {

    private static final long MOST_VALUES = 1L << 28;

    private final String name;
    private final Tensor images;
    private final Tensor filled;

    /**
     * @param name of what is remembered, unique in its plan
     * @param capacity images that it holds; with 0 it always gives back what it is given
     * @param image the shape of one
     * @throws ConfigurationException if that is more than 1 GiB
     */
    public ImagePool(String name, int capacity, Shape image, Device device) {
        if (capacity < 0) {
            throw new IllegalArgumentException("expected a capacity of at least 0, got " + capacity);
        }
        if ((long) capacity * image.elements() > MOST_VALUES) {
            throw new ConfigurationException(
                    "expected at most " + MOST_VALUES / image.elements() + " remembered images of " + image + " for "
                            + name + ", 1 GiB, got " + capacity,
                    "remember fewer");
        }
        this.name = name;
        try (TensorScope scope = new TensorScope()) {
            images = TensorScope.own(device.move(torch.zeros(image.batch(capacity))));
            filled = TensorScope.own(torch.zeros(1)); // on the processor: it is asked for in every step
        }
    }

    /**
     * Puts images in and takes as many out.
     *
     * @param fresh {@code [N, ...image]}, without history
     * @return {@code [N, ...image]} in fp32, owned by the current scope
     */
    public Tensor exchange(Tensor fresh, RandomSource random) {
        int capacity = Math.toIntExact(images.size(0));
        if (capacity == 0) {
            return fresh;
        }
        List<Tensor> given = new ArrayList<>();
        int held = (int) filled.item_float();
        try (NoGrad noGrad = new NoGrad()) {
            for (int i = 0; i < fresh.size(0); i++) {
                Tensor image = fresh.select(0, i).to(ScalarType.Float);
                if (held < capacity) {
                    images.select(0, held++).copy_(image);
                    given.add(image);
                } else if (random.nextInt(2) == 0) {
                    given.add(image);
                } else {
                    Tensor place = images.select(0, random.nextInt(capacity));
                    given.add(place.clone());
                    place.copy_(image);
                }
            }
            filled.fill_(new Scalar((float) held));
            return torch.stack(new TensorVector(given.toArray(Tensor[]::new)));
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Map<String, Tensor> state() {
        Map<String, Tensor> state = new LinkedHashMap<>();
        state.put("images", images);
        state.put("filled", filled);
        return state;
    }

    @Override
    public void close() {
        TensorScope.release(images);
        TensorScope.release(filled);
    }
}
