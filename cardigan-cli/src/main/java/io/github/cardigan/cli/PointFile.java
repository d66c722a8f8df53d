package io.github.cardigan.cli;

import io.github.cardigan.data.ScatterPlot;
import io.github.cardigan.io.AtomicFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Generated points of the plane as a file: CSV with a row each, or a PNG picture of all. */
final class PointFile {

    static final String CSV = ".csv";
    static final String PNG = ".png";

    private static final int PIXELS = 512;
    private static final double MARGIN = 0.1;

    private PointFile() {}

    /**
     * @param points x and y by turns
     */
    static void write(Path out, float[] points) {
        if (OutFile.endsWith(out, PNG)) {
            var bounds = ScatterPlot.Bounds.around(points, MARGIN);
            AtomicFiles.write(out, ScatterPlot.png(new float[0], points, bounds, PIXELS, null));
            return;
        }
        AtomicFiles.write(out, stream -> {
            PrintWriter writer = new PrintWriter(stream, false, StandardCharsets.UTF_8);
            writer.print(LabelTable.line(List.of("x", "y")) + "\n");
            for (int i = 0; i < points.length; i += 2) {
                writer.print(LabelTable.line(List.of(Float.toString(points[i]), Float.toString(points[i + 1]))) + "\n");
            }
            writer.flush();
            if (writer.checkError()) {
                throw new IOException("the disk refuses to take more");
            }
        });
    }
}
