package io.github.cardigan.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The sample grids {@code samples/NNNNNN.png}, by step. Not more than the page can carry: at most {@link #MAX_COUNT}, evenly
 * chosen, the first and the last among them, and fewer where they are large.
 *
 * @param images in the order of their steps
 * @param found how many there are on the disk
 * @param problem what had to be left out; empty if nothing
 */
record ReportSamples(List<Image> images, int found, String problem) {

    static final int MAX_COUNT = 40;

    /** All images together, before they grow by a third as base64. */
    private static final long MAX_BYTES = 14L << 20;

    private static final Pattern NAME = Pattern.compile("(\\d{1,18})\\.png");
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    /** One grid and the step at which it was drawn. */
    record Image(long step, byte[] png) {}

    static ReportSamples read(Path folder) throws IOException {
        List<Path> files = list(folder);
        int count = Math.min(MAX_COUNT, files.size());
        while (count > 0 && bytes(files, count) > MAX_BYTES) {
            count--;
        }
        List<Image> images = new ArrayList<>();
        for (int i : ReportCurves.evenly(files.size(), count)) {
            images.add(new Image(step(files.get(i)), Files.readAllBytes(files.get(i))));
        }
        boolean tooLarge = images.isEmpty() && !files.isEmpty();
        return new ReportSamples(
                images, files.size(), tooLarge ? "the images in samples/ are too large to be shown here" : "");
    }

    String html() {
        if (images.isEmpty()) {
            return "<p class=\"empty\">No samples yet.</p>";
        }
        String chosen = images.size() == found
                ? ""
                : " " + images.size() + " of the " + ReportHtml.number(found) + " grids are kept here.";
        int last = images.size() - 1;
        return """
                <div class="card samples">
                <img id="sample" alt="A grid of generated samples">
                <div class="slider"><button id="play" type="button">Play</button>
                <input id="when" type="range" min="0" max="%d" value="%d" aria-label="Training step">
                <output id="step" for="when"></output></div>
                <p class="note">The same latent vectors at every step, so that one sees the generator learn.%s</p>
                </div>
                """.formatted(last, last, chosen);
    }

    /** For the script. */
    List<Object> data() {
        List<Object> data = new ArrayList<>();
        for (Image image : images) {
            data.add(Map.of("step", image.step, "png", Base64.getEncoder().encodeToString(image.png)));
        }
        return data;
    }

    private static List<Path> list(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Path> files = new ArrayList<>();
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path file : entries.toList()) {
                if (NAME.matcher(name(file)).matches() && isPng(file)) {
                    files.add(file);
                }
            }
        }
        files.sort(Comparator.comparingLong(ReportSamples::step));
        return files;
    }

    private static boolean isPng(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(PNG.length), PNG);
        }
    }

    private static long bytes(List<Path> files, int count) throws IOException {
        long bytes = 0;
        for (int i : ReportCurves.evenly(files.size(), count)) {
            bytes += Files.size(files.get(i));
        }
        return bytes;
    }

    private static long step(Path file) {
        return Long.parseLong(name(file).replace(".png", ""));
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
