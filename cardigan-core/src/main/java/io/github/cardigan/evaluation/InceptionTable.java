package io.github.cardigan.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What Inception-v3 consists of (Szegedy et al. 2015, arXiv:1512.00567, table 1), with the names that torchvision gave the parts. The
 * classifier at the end has 1008 outputs, as in the TensorFlow graph of 2015-12-05 that FID is defined by.
 */
final class InceptionTable {

    static final int FEATURES = 2048;
    static final int CLASSES = 1008;

    private final List<InceptionConvolution> convolutions = new ArrayList<>();

    private InceptionTable() {}

    /** The 94 convolutions in the order in which they compute. */
    static List<InceptionConvolution> convolutions() {
        InceptionTable table = new InceptionTable();
        table.stem();
        table.mixed5("Mixed_5b", 192, 32);
        table.mixed5("Mixed_5c", 256, 64);
        table.mixed5("Mixed_5d", 288, 64);
        table.mixed6a();
        table.mixed6("Mixed_6b", 128);
        table.mixed6("Mixed_6c", 160);
        table.mixed6("Mixed_6d", 160);
        table.mixed6("Mixed_6e", 192);
        table.mixed7a();
        table.mixed7("Mixed_7b", 1280);
        table.mixed7("Mixed_7c", 2048);
        return List.copyOf(table.convolutions);
    }

    /** Names and shapes as in the state dict of the PyTorch port; counters of batches, which newer files have, are of no use. */
    static WeightTable weights() {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        convolutions().forEach(convolution -> convolution.describe(shapes));
        shapes.put("fc.weight", new long[] {CLASSES, FEATURES});
        shapes.put("fc.bias", new long[] {CLASSES});
        return new WeightTable(
                "Inception-v3 in the FID variant",
                shapes,
                Pattern.compile(".*\\.bn\\.num_batches_tracked"),
                "pt_inception-2015-12-05-6726825d.pth",
                "6726825d");
    }

    private void stem() {
        shrinking("Conv2d_1a_3x3", 3, 32, 149);
        convolutions.add(new InceptionConvolution("Conv2d_2a_3x3", 32, 32, 3, 3, 1, false, 147));
        keeping("Conv2d_2b_3x3", 32, 64, 3, 3, 147);
        keeping("Conv2d_3b_1x1", 64, 80, 1, 1, 73);
        convolutions.add(new InceptionConvolution("Conv2d_4a_3x3", 80, 192, 3, 3, 1, false, 71));
    }

    private void mixed5(String block, int in, int pooled) {
        keeping(block + ".branch1x1", in, 64, 1, 1, 35);
        keeping(block + ".branch5x5_1", in, 48, 1, 1, 35);
        keeping(block + ".branch5x5_2", 48, 64, 5, 5, 35);
        keeping(block + ".branch3x3dbl_1", in, 64, 1, 1, 35);
        keeping(block + ".branch3x3dbl_2", 64, 96, 3, 3, 35);
        keeping(block + ".branch3x3dbl_3", 96, 96, 3, 3, 35);
        keeping(block + ".branch_pool", in, pooled, 1, 1, 35);
    }

    private void mixed6a() {
        shrinking("Mixed_6a.branch3x3", 288, 384, 17);
        keeping("Mixed_6a.branch3x3dbl_1", 288, 64, 1, 1, 35);
        keeping("Mixed_6a.branch3x3dbl_2", 64, 96, 3, 3, 35);
        shrinking("Mixed_6a.branch3x3dbl_3", 96, 96, 17);
    }

    private void mixed6(String block, int inner) {
        keeping(block + ".branch1x1", 768, 192, 1, 1, 17);
        keeping(block + ".branch7x7_1", 768, inner, 1, 1, 17);
        keeping(block + ".branch7x7_2", inner, inner, 1, 7, 17);
        keeping(block + ".branch7x7_3", inner, 192, 7, 1, 17);
        keeping(block + ".branch7x7dbl_1", 768, inner, 1, 1, 17);
        keeping(block + ".branch7x7dbl_2", inner, inner, 7, 1, 17);
        keeping(block + ".branch7x7dbl_3", inner, inner, 1, 7, 17);
        keeping(block + ".branch7x7dbl_4", inner, inner, 7, 1, 17);
        keeping(block + ".branch7x7dbl_5", inner, 192, 1, 7, 17);
        keeping(block + ".branch_pool", 768, 192, 1, 1, 17);
    }

    private void mixed7a() {
        keeping("Mixed_7a.branch3x3_1", 768, 192, 1, 1, 17);
        shrinking("Mixed_7a.branch3x3_2", 192, 320, 8);
        keeping("Mixed_7a.branch7x7x3_1", 768, 192, 1, 1, 17);
        keeping("Mixed_7a.branch7x7x3_2", 192, 192, 1, 7, 17);
        keeping("Mixed_7a.branch7x7x3_3", 192, 192, 7, 1, 17);
        shrinking("Mixed_7a.branch7x7x3_4", 192, 192, 8);
    }

    private void mixed7(String block, int in) {
        keeping(block + ".branch1x1", in, 320, 1, 1, 8);
        keeping(block + ".branch3x3_1", in, 384, 1, 1, 8);
        keeping(block + ".branch3x3_2a", 384, 384, 1, 3, 8);
        keeping(block + ".branch3x3_2b", 384, 384, 3, 1, 8);
        keeping(block + ".branch3x3dbl_1", in, 448, 1, 1, 8);
        keeping(block + ".branch3x3dbl_2", 448, 384, 3, 3, 8);
        keeping(block + ".branch3x3dbl_3a", 384, 384, 1, 3, 8);
        keeping(block + ".branch3x3dbl_3b", 384, 384, 3, 1, 8);
        keeping(block + ".branch_pool", in, 192, 1, 1, 8);
    }

    private void keeping(String name, int in, int out, int height, int width, int side) {
        convolutions.add(new InceptionConvolution(name, in, out, height, width, 1, true, side));
    }

    /** 3x3 at stride 2 without padding. */
    private void shrinking(String name, int in, int out, int side) {
        convolutions.add(new InceptionConvolution(name, in, out, 3, 3, 2, false, side));
    }
}
