package io.github.cardigan.judging;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.data.MakeupFaces;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.model.ImageTranslation;
import io.github.cardigan.network.Translator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How near transferred makeup is to the truth, which is known of drawn faces: where makeup may be, and everywhere else, where the face is to stay as it
 * is. Beside the model: the face unchanged; the reference's pixels at the same places; these warped by landmarks.
 *
 * @param data name of the set
 * @param count of transfers
 * @param rows an answer each
 */
public record MakeupQuality(String data, int count, List<Row> rows) {

    /**
     * Means over the transfers of the mean distance of values from -1 to 1.
     *
     * @param answer who gave it
     * @param inside over the pixels of the mask
     * @param outside over all others
     */
    public record Row(String answer, double inside, double outside) {}

    /** Where the sums of one answer are kept. */
    private static final class Sums {
        private double inside;
        private double outside;
    }

    /**
     * @throws ConfigurationException if the model does not put the manner of one face on another, or its faces are of another size
     */
    public static MakeupQuality of(Translator translator, MakeupFaces faces, Watcher watcher) {
        if (translator.referenceChannels() != MakeupFaces.FACE.channels()
                || translator.input().channels() != MakeupFaces.FACE.channels()) {
            throw new ConfigurationException(
                    "expected a model that wants a reference beside a face in colour, got one that reads "
                            + translator.there().inputShape(),
                    "train makeup");
        }
        Map<String, Sums> sums = new LinkedHashMap<>();
        ImageTranslation translation = ImageTranslation.untiled(translator);
        Shape face = MakeupFaces.FACE;
        float[] sample = new float[faces.shape().elements()];
        float[] truth = new float[face.elements()];
        float[] mask = new float[MakeupFaces.MASK.elements()];
        float[] pasted = new float[face.elements()];
        for (int i = 0; i < faces.size(); i++) {
            faces.read(i, sample, 0);
            faces.truth(i, truth, 0);
            faces.mask(i, mask, 0);
            faces.copyPaste(i, pasted, 0);
            float[] x = slice(sample, MakeupFaces.SOURCE);
            float[] y = slice(sample, MakeupFaces.REFERENCE);
            float[] made = translation.beside((height, width) -> y).translate(x, face.height(), face.width());
            add(sums, "model", made, truth, mask);
            add(sums, "unchanged", x, truth, mask);
            add(sums, "copy-paste", pasted, truth, mask);
            add(sums, "warped", slice(sample, MakeupFaces.GUIDE), truth, mask);
            translator.backward().ifPresent(remover -> {
                float[] off = ImageTranslation.untiled(remover).translate(truth, face.height(), face.width());
                add(sums, "taken off by the model", off, x, mask);
            });
            watcher.progresses("transferring " + faces.name(), i + 1, faces.size());
        }
        List<Row> rows = new ArrayList<>();
        sums.forEach((answer, sum) -> rows.add(new Row(answer, sum.inside / faces.size(), sum.outside / faces.size())));
        return new MakeupQuality(faces.name(), faces.size(), rows);
    }

    private static float[] slice(float[] sample, int channel) {
        int plane = MakeupFaces.MASK.elements();
        return Arrays.copyOfRange(sample, channel * plane, channel * plane + MakeupFaces.FACE.elements());
    }

    private static void add(Map<String, Sums> sums, String answer, float[] made, float[] wanted, float[] mask) {
        double inside = 0;
        double outside = 0;
        int within = 0;
        for (int i = 0; i < made.length; i++) {
            double distance = Math.abs(made[i] - wanted[i]);
            if (mask[i % mask.length] > 0) {
                inside += distance;
                within++;
            } else {
                outside += distance;
            }
        }
        Sums sum = sums.computeIfAbsent(answer, any -> new Sums());
        sum.inside += inside / Math.max(1, within);
        sum.outside += outside / Math.max(1, made.length - within);
    }
}
