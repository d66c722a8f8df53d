package io.github.cardigan.data;

import java.util.List;

/**
 * The box around some lines and the middle of their ink, taking the pen for thin.
 *
 * @param middleX the centre of mass
 * @param middleY the centre of mass
 */
record StrokeExtent(double left, double right, double top, double bottom, double middleX, double middleY) {

    static StrokeExtent of(List<StrokeLine> lines) {
        double left = Double.POSITIVE_INFINITY;
        double right = Double.NEGATIVE_INFINITY;
        double top = Double.POSITIVE_INFINITY;
        double bottom = Double.NEGATIVE_INFINITY;
        double sumX = 0;
        double sumY = 0;
        double ink = 0;
        for (StrokeLine line : lines) {
            for (int i = 0; i < line.points(); i++) {
                left = Math.min(left, line.x[i]);
                right = Math.max(right, line.x[i]);
                top = Math.min(top, line.y[i]);
                bottom = Math.max(bottom, line.y[i]);
                double piece = i == 0 ? 0 : line.piece(i);
                sumX += i == 0 ? 0 : piece * (line.x[i] + line.x[i - 1]) / 2;
                sumY += i == 0 ? 0 : piece * (line.y[i] + line.y[i - 1]) / 2;
                ink += piece;
            }
        }
        return new StrokeExtent(left, right, top, bottom, sumX / ink, sumY / ink);
    }

    double longerSide() {
        return Math.max(right - left, bottom - top);
    }
}
