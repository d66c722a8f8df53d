package io.github.cardigan.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What VGG16 consists of (Simonyan, Zisserman 2014, arXiv:1409.1556, column D), with torchvision's names: 13 convolutions of 3x3 in
 * five groups between which the image halves, then three dense layers.
 *
 * @param width channels of the first group: 64, less in tests
 */
record VggTable(int width) {

    /** The published network. */
    static final VggTable FULL = new VggTable(64);

    /** Convolutions per group. */
    private static final int[] GROUPS = {2, 2, 3, 3, 3};

    private static final int CLASSES = 1000;

    /** Rows and columns that the classifier wants from the last group. */
    static final int GRID = 7;

    /** Channels of the five groups. */
    int[] channels() {
        return new int[] {width, 2 * width, 4 * width, 8 * width, 8 * width};
    }

    /** Outputs of the dense layers but the last: 4096. */
    int hidden() {
        return 64 * width;
    }

    /** The positions of each group's convolutions in torchvision's {@code features}: a ReLU follows each, a pooling each group. */
    static List<int[]> positions() {
        List<int[]> positions = new ArrayList<>();
        int next = 0;
        for (int count : GROUPS) {
            int[] group = new int[count];
            for (int i = 0; i < count; i++) {
                group[i] = next + 2 * i;
            }
            positions.add(group);
            next += 2 * count + 1;
        }
        return positions;
    }

    /** The convolutions alone, for LPIPS; a classifier or LPIPS's own weights may lie beside them. */
    WeightTable convolutions() {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        int in = 3;
        for (int group = 0; group < GROUPS.length; group++) {
            int out = channels()[group];
            for (int position : positions().get(group)) {
                shapes.put("features." + position + ".weight", new long[] {out, in, 3, 3});
                shapes.put("features." + position + ".bias", new long[] {out});
                in = out;
            }
        }
        return table("the convolutions of VGG16", shapes, "classifier\\.[036]\\.(weight|bias)|" + LpipsTable.NAMES);
    }

    /** The whole network. */
    WeightTable weights() {
        Map<String, long[]> shapes = new LinkedHashMap<>(convolutions().shapes());
        int in = 8 * width * GRID * GRID;
        int[] outs = {hidden(), hidden(), CLASSES};
        for (int i = 0; i < outs.length; i++) {
            shapes.put("classifier." + 3 * i + ".weight", new long[] {outs[i], in});
            shapes.put("classifier." + 3 * i + ".bias", new long[] {outs[i]});
            in = outs[i];
        }
        return table("VGG16", shapes, LpipsTable.NAMES);
    }

    private static WeightTable table(String network, Map<String, long[]> shapes, String ignored) {
        return new WeightTable(network, shapes, Pattern.compile(ignored), "vgg16-397923af.pth", "397923af");
    }
}
