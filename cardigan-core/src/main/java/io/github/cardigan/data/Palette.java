package io.github.cardigan.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * At most 256 colours for a picture. Where it has no more, these are they; else boxes of colours are cut in two (Heckbert 1982,
 * doi:10.1145/965145.801294), each time the one that strays most from its mean, at the mean of the channel that strays most, and
 * each box becomes its mean. The same pixels give the same palette everywhere.
 */
final class Palette {

    static final int MOST = 256;

    private final int[] colours;
    private final Map<Integer, Integer> indices = new HashMap<>();

    private Palette(int[] colours) {
        this.colours = colours;
    }

    /** @param pixels {@code 0xRRGGBB} each, at least one */
    static Palette of(int[] pixels) {
        Map<Integer, Integer> counts = new TreeMap<>();
        for (int pixel : pixels) {
            counts.merge(pixel, 1, Integer::sum);
        }
        if (counts.size() <= MOST) {
            return new Palette(
                    counts.keySet().stream().mapToInt(Integer::intValue).toArray());
        }
        List<Box> boxes = new ArrayList<>(List.of(new Box(counts.entrySet().stream()
                .map(e -> new int[] {e.getKey(), e.getValue()})
                .toList())));
        while (boxes.size() < MOST) {
            int worst = 0;
            for (int i = 1; i < boxes.size(); i++) {
                worst = boxes.get(i).spread > boxes.get(worst).spread ? i : worst;
            }
            if (boxes.get(worst).spread == 0) {
                break; // each box holds one colour
            }
            boxes.addAll(boxes.remove(worst).halves());
        }
        return new Palette(
                boxes.stream().mapToInt(Box::mean).distinct().sorted().toArray());
    }

    /** The colours as {@code 0xRRGGBB}, in ascending order. */
    int[] colours() {
        return colours.clone();
    }

    /** Which colour is nearest in squared distance; the first among equals. */
    int index(int rgb) {
        return indices.computeIfAbsent(rgb, this::nearest);
    }

    private int nearest(int rgb) {
        int best = 0;
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < colours.length; i++) {
            int distance = 0;
            for (int channel = 0; channel < 3; channel++) {
                int difference = channel(rgb, channel) - channel(colours[i], channel);
                distance += difference * difference;
            }
            if (distance < least) {
                least = distance;
                best = i;
            }
        }
        return best;
    }

    private static int channel(int rgb, int channel) {
        return rgb >> (16 - 8 * channel) & 0xff;
    }

    /** Colours and how often each occurs. */
    private static final class Box {

        private final List<int[]> colours;
        private final double[] means = new double[3];
        private final int axis;
        private final double spread;

        Box(List<int[]> colours) {
            this.colours = colours;
            double total = 0;
            double[] squares = new double[3];
            for (int[] colour : colours) {
                total += colour[1];
                for (int c = 0; c < 3; c++) {
                    double value = channel(colour[0], c);
                    means[c] += colour[1] * value;
                    squares[c] += colour[1] * value * value;
                }
            }
            int widest = 0;
            double[] spreads = new double[3];
            for (int c = 0; c < 3; c++) {
                spreads[c] = colours.size() == 1 ? 0 : squares[c] - means[c] * means[c] / total;
                means[c] /= total;
                widest = spreads[c] > spreads[widest] ? c : widest;
            }
            axis = widest;
            spread = spreads[widest];
        }

        List<Box> halves() {
            List<int[]> low = new ArrayList<>();
            List<int[]> high = new ArrayList<>();
            colours.forEach(colour -> (channel(colour[0], axis) <= means[axis] ? low : high).add(colour));
            return List.of(new Box(low), new Box(high));
        }

        int mean() {
            int rgb = 0;
            for (double mean : means) {
                rgb = rgb << 8 | (int) Math.round(mean);
            }
            return rgb;
        }
    }
}
