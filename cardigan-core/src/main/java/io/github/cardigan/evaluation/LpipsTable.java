package io.github.cardigan.evaluation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The weights that LPIPS puts on the channels of VGG16, as its authors' file {@code v0.1/vgg.pth} names them. */
final class LpipsTable {

    static final String NAMES = "lin[0-4]\\.model\\.1\\.weight";

    private LpipsTable() {}

    static String name(int group) {
        return "lin" + group + ".model.1.weight";
    }

    /** One vector per group; the convolutions may lie in the same file. */
    static WeightTable weights(VggTable vgg) {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        int[] channels = vgg.channels();
        for (int group = 0; group < channels.length; group++) {
            shapes.put(name(group), new long[] {1, channels[group], 1, 1});
        }
        return new WeightTable(
                "LPIPS on VGG16",
                shapes,
                Pattern.compile("(features|classifier)\\.\\d+\\.(weight|bias)"),
                "vgg.pth",
                "");
    }
}
