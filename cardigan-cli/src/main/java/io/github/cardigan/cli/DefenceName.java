package io.github.cardigan.cli;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.attack.BitDepth;
import io.github.cardigan.attack.Defence;
import io.github.cardigan.attack.Defences;
import io.github.cardigan.attack.Denoiser;
import io.github.cardigan.attack.MedianSmoothing;
import io.github.cardigan.model.Model;
import io.github.cardigan.recipe.Nearest;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code bits:1}, {@code median:3}, {@code squeeze}, {@code denoise:PATH}. */
final class DefenceName {

    private static final List<String> NAMES = List.of("bits", "median", "squeeze", "denoise");

    private DefenceName() {}

    /** The model that the defence needs: what comes after {@code denoise:}, or null. */
    static @Nullable Path model(String text) {
        String[] parts = text.split(":", 2);
        if (!parts[0].equals("denoise")) {
            return null;
        }
        if (parts.length == 1 || parts[1].isEmpty()) {
            throw new ConfigurationException(
                    "expected an autoencoder after denoise:, got '" + text + "'",
                    "train one: cardigan train denoising-autoencoder, then denoise:RUN");
        }
        return Path.of(parts[1]);
    }

    /**
     * @param model what {@link #model} names, open; null if nothing
     * @throws ConfigurationException for anything else
     */
    static Defence parse(String text, @Nullable Model model) {
        if (model != null) {
            return new Denoiser(model.autoencoder());
        }
        String[] parts = text.split(":", 2);
        switch (parts[0]) {
            case "bits":
                return new BitDepth(parts.length == 1 ? 1 : number(text, parts[1]));
            case "median":
                return new MedianSmoothing(parts.length == 1 ? 2 : number(text, parts[1]));
            case "squeeze":
                if (parts.length == 1) {
                    return new Defences(List.of(new BitDepth(1), new MedianSmoothing(2)));
                }
                break;
            default:
        }
        throw new ConfigurationException(
                "unknown defence '" + text + "'",
                Nearest.hint(parts[0], NAMES, "the defences are bits[:1-8], median[:2-9], squeeze and denoise:MODEL"));
    }

    private static int number(String text, String digits) {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            throw new ConfigurationException(
                    "expected a whole number after the colon, got '" + text + "'", "for example median:3", e);
        }
    }
}
