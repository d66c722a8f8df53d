package io.github.cardigan.data;

import java.util.List;

/**
 * How one digit is written on one occasion.
 *
 * @param slant how far the top leans to the right, as a share of the height
 * @param turn rotation in radians, clockwise
 * @param stretch the width as a multiple of the skeleton's
 * @param jitter how far the hand misses its points, in hundredths of the digit's box
 * @param wobble the strength of the elastic distortion, in the same unit
 * @param size the longer side with its ink, in pixels
 * @param shiftX the middle of the ink right of the middle of the sheet, in pixels
 * @param shiftY the same, downwards
 * @param pen the pen's radius in pixels
 * @param taper the share of the radius that is left at the ends of a stroke
 * @param pressure by how much the radius varies along a stroke, as a share
 * @param phase where along the stroke the pen presses most, in radians
 */
record DrawnDigitsHand(
        double slant,
        double turn,
        double stretch,
        double jitter,
        double wobble,
        double size,
        double shiftX,
        double shiftY,
        double pen,
        double taper,
        double pressure,
        double phase) {

    /** Someone picks up a pen. The ranges follow the handwriting in MNIST (LeCun, Cortes and Burges, 1998). */
    static DrawnDigitsHand pick(DrawnRandom random) {
        return new DrawnDigitsHand(
                0.12 + 0.22 * random.bell(),
                0.06 * random.bell(),
                StrictMath.exp(0.13 * random.bell()),
                1.8,
                random.uniform(2, 6),
                random.uniform(19, 20.5),
                0.4 * random.bell(),
                0.4 * random.bell(),
                1.22 * StrictMath.exp(0.24 * random.bell()),
                random.uniform(0.6, 1),
                random.uniform(0, 0.2),
                random.uniform(0, 2 * Math.PI));
    }

    /** Writes a digit onto a sheet. */
    void write(DrawnDigitsStyle style, StrokeCanvas sheet, int side, DrawnRandom random) {
        List<StrokeLine> lines = style.write(jitter, random);
        ElasticDistortion distortion = new ElasticDistortion(100, wobble, random);
        for (StrokeLine line : lines) {
            distortion.apply(line);
            lean(line);
        }
        fit(lines, side);
        for (StrokeLine line : lines) {
            sheet.draw(line, radii(line));
        }
    }

    private void lean(StrokeLine line) {
        double cos = StrictMath.cos(turn);
        double sin = StrictMath.sin(turn);
        for (int i = 0; i < line.points(); i++) {
            double x = stretch * (line.x[i] - 50) - slant * (line.y[i] - 50);
            double y = line.y[i] - 50;
            line.x[i] = cos * x - sin * y;
            line.y[i] = sin * x + cos * y;
        }
    }

    /** Scales to the hand's size and puts the middle of the ink near the middle of the sheet, as MNIST does. */
    private void fit(List<StrokeLine> lines, int side) {
        StrokeExtent extent = StrokeExtent.of(lines);
        double scale = (size - 2 * pen) / extent.longerSide();
        double reach = pen * (1 + pressure);
        double x = within(
                reach, side - 1 - reach, side / 2.0 + shiftX, scale, extent.middleX(), extent.left(), extent.right());
        double y = within(
                reach, side - 1 - reach, side / 2.0 + shiftY, scale, extent.middleY(), extent.top(), extent.bottom());
        for (StrokeLine line : lines) {
            for (int i = 0; i < line.points(); i++) {
                line.x[i] = (line.x[i] - extent.middleX()) * scale + x;
                line.y[i] = (line.y[i] - extent.middleY()) * scale + y;
            }
        }
    }

    /** Where to put the middle so that what extends from {@code low} to {@code high} stays between {@code first} and {@code last}. */
    private static double within(
            double first, double last, double wanted, double scale, double middle, double low, double high) {
        return Math.max(first + scale * (middle - low), Math.min(last - scale * (high - middle), wanted));
    }

    /** The pen along a line: pressed more here and less there, lifted gradually at both ends. */
    private double[] radii(StrokeLine line) {
        double length = line.length();
        double[] radius = new double[line.points()];
        double along = 0;
        for (int i = 0; i < radius.length; i++) {
            along += i == 0 ? 0 : line.piece(i);
            double toEnd = Math.min(along, length - along);
            double lift = Math.min(1, taper + (1 - taper) * toEnd / 4);
            radius[i] = pen * lift * (1 + pressure * StrictMath.sin(phase + 0.25 * along));
        }
        return radius;
    }
}
