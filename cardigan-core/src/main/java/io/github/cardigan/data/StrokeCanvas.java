package io.github.cardigan.data;

import java.util.Arrays;

/**
 * A black sheet and a round white pen. For every pixel it keeps the signed distance from the pixel's centre to the nearest edge
 * of ink, in pixels and negative inside, so that overlapping strokes merge without a seam; the distance then becomes coverage.
 * Pixel centres lie at whole coordinates.
 */
final class StrokeCanvas {

    /** Half the width of the grey rim around the ink, in pixels. */
    private static final double RIM = 0.65;

    private final int height;
    private final int width;
    private final double[] distance;

    StrokeCanvas(int height, int width) {
        this.height = height;
        this.width = width;
        distance = new double[height * width];
        Arrays.fill(distance, Double.POSITIVE_INFINITY);
    }

    /** Draws a line with one pen radius per point, in pixels. */
    void draw(StrokeLine line, double[] radius) {
        for (int i = 1; i < line.points(); i++) {
            draw(line.x[i - 1], line.y[i - 1], radius[i - 1], line.x[i], line.y[i], radius[i]);
        }
    }

    private void draw(double x0, double y0, double r0, double x1, double y1, double r1) {
        double reach = Math.max(r0, r1) + RIM;
        int top = Math.max(0, (int) Math.ceil(Math.min(y0, y1) - reach));
        int bottom = Math.min(height - 1, (int) Math.floor(Math.max(y0, y1) + reach));
        int left = Math.max(0, (int) Math.ceil(Math.min(x0, x1) - reach));
        int right = Math.min(width - 1, (int) Math.floor(Math.max(x0, x1) + reach));
        double dx = x1 - x0;
        double dy = y1 - y0;
        double perLength = 1 / Math.max(dx * dx + dy * dy, 1e-12);
        for (int row = top; row <= bottom; row++) {
            for (int column = left; column <= right; column++) {
                double along = ((column - x0) * dx + (row - y0) * dy) * perLength;
                along = Math.max(0, Math.min(1, along));
                double gapX = column - x0 - along * dx;
                double gapY = row - y0 - along * dy;
                double edge = Math.sqrt(gapX * gapX + gapY * gapY) - r0 - along * (r1 - r0);
                int pixel = row * width + column;
                distance[pixel] = Math.min(distance[pixel], edge);
            }
        }
    }

    /** Writes the sheet, row by row: -1 where there is no ink, 1 where there is nothing else. */
    void write(float[] target, int offset) {
        for (int i = 0; i < distance.length; i++) {
            double outside = Math.max(0, Math.min(1, (distance[i] + RIM) / (2 * RIM)));
            double paper = outside * outside * (3 - 2 * outside);
            target[offset + i] = (float) (1 - 2 * paper);
        }
    }
}
