package io.github.cardigan.cli;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.latent.LatentFile;
import io.github.cardigan.latent.Latents;
import io.github.cardigan.model.Model;
import io.github.cardigan.network.Conditions;
import io.github.cardigan.network.Generator;
import io.github.cardigan.network.Latent;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the commands of {@code cardigan latent} have in common: a generator of images, and how they report. */
abstract class LatentSubcommand extends CardiganCommand {

    @Option(names = "--model", required = true, paramLabel = "PATH", description = "A model folder or a run folder.")
    private Path model = Path.of("");

    @Option(names = "--device", paramLabel = "DEVICE", description = "cpu, cuda or cuda:N. Default: ${DEFAULT-VALUE}.")
    private String device = "cpu";

    @Option(
            names = "--class",
            paramLabel = "CLASS",
            description = "The class to stay in, by name or number, for models that can be asked for classes.")
    private @Nullable String askedClass;

    final Device device() {
        return Device.parse(device);
    }

    /** The caller closes it. */
    final Model load() {
        Model loaded = Model.load(model, device());
        boolean fits = false;
        try {
            Shape shape = generator(loaded).shape();
            if (!shape.isImage()) {
                throw new ConfigurationException("expected a model of images, got samples of shape " + shape, "");
            }
            fits = true;
            return loaded;
        } finally {
            if (!fits) {
                loaded.close();
            }
        }
    }

    /** The caller closes it. */
    final Model loadAutoencoder() {
        return Model.load(model, device());
    }

    /**
     * The number of the class of {@code --class}; 0 where none is told.
     *
     * @throws ConfigurationException if one must be told and was not
     */
    final int label(Conditions conditions) {
        if (askedClass == null && conditions.none()) {
            return 0;
        }
        requireClass(conditions);
        return AskedClass.number(conditions, String.valueOf(askedClass));
    }

    private void requireClass(Conditions conditions) {
        if (askedClass == null && !conditions.none()) {
            throw new ConfigurationException(
                    "expected --class for a model that is asked for classes, got none",
                    "the classes are " + String.join(", ", conditions.classes()));
        }
    }

    /**
     * The model's generator, asked for the class of {@code --class}.
     *
     * @throws ConfigurationException if it must be asked for one and was not
     */
    final Generator generator(Model loaded) {
        Generator generator = AskedClass.of(loaded, askedClass);
        requireClass(generator.conditions());
        return generator;
    }

    /** A seed's latent, or one from a file that {@code invert} or {@code optimise} wrote. */
    static float[] latent(String option, String seedOrFile, Latent latent) {
        if (seedOrFile.matches("\\d{1,18}")) {
            return Latents.of(latent, Long.parseLong(seedOrFile));
        }
        try {
            Path file = Path.of(seedOrFile);
            if (Files.isRegularFile(file)) {
                return LatentFile.read(file, latent);
            }
        } catch (InvalidPathException e) {
            // is no file either
        }
        throw new ConfigurationException(
                "expected a seed or a latent's JSON file after " + option + ", got '" + seedOrFile + "'",
                "a seed is a whole number from 0; 'cardigan latent invert' writes such files");
    }

    /** Says how far a search is, told the share that is done. */
    final DoubleConsumer searching() {
        ProgressLine line = new ProgressLine(console());
        return share -> line.tell(String.format(Locale.ROOT, "searched %.0f %%", 100 * share), share >= 1);
    }

    final void report(Path out, String text, Map<String, Object> json) {
        if (console().json()) {
            console().resultJson(json);
        } else if (console().quiet()) {
            console().result(out.toString());
        } else {
            console().say(text + "; wrote " + out);
        }
    }
}
