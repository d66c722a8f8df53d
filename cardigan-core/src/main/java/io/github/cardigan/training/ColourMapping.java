package io.github.cardigan.training;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Images whose every pixel changes its colour by the image's own map. */
final class ColourMapping {

    private ColourMapping() {}

    /**
     * @param images {@code [N, channels, H, W]}; three channels are red, green and blue, any other number are as many greys
     * @param maps one for each image
     */
    static Tensor apply(Tensor images, ColourMap[] maps) {
        if (images.size(1) != 3) {
            return images.mul(column(images, maps, ColourMap::greyFactor))
                    .add(column(images, maps, ColourMap::greyShift));
        }
        Tensor changed = rows(images, maps, 3); // [N, 3, 1, 1]
        for (int k = 0; k < 3; k++) { // without a matrix product, which autocast would round to 8 bits
            changed = torch.addcmul(changed, rows(images, maps, k), images.narrow(1, k, 1)); // [N, 3, H, W]
        }
        return changed;
    }

    private static Tensor rows(Tensor images, ColourMap[] maps, int column) {
        double[] values = new double[3 * maps.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = maps[i / 3].entry(i % 3, column);
        }
        return PerSample.column(values, images).view(-1, 3, 1, 1);
    }

    private static Tensor column(Tensor images, ColourMap[] maps, ToDoubleFunction<ColourMap> number) {
        return PerSample.column(Arrays.stream(maps).mapToDouble(number).toArray(), images);
    }
}
