package io.github.cardigan.latent;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.DamagedFileException;
import io.github.cardigan.io.Json;
import io.github.cardigan.network.Latent;
import java.nio.file.Path;

/**
 * A latent in a JSON file.
 *
 * @param format always {@value #FORMAT}
 * @param formatVersion of this file's layout
 * @param latent what it is a latent of
 * @param z {@code latent.size()} values
 */
public record LatentFile(String format, int formatVersion, Latent latent, float[] z) {

    public static final String FORMAT = "cardigan-latent";
    public static final int FORMAT_VERSION = 1;

    /** Writes it whole or not at all. */
    public static void write(Path file, Latent latent, float[] z) {
        Latents.require(z, latent.size());
        Json.write(file, new LatentFile(FORMAT, FORMAT_VERSION, latent, z));
    }

    /**
     * @param latent what the generator wants
     * @throws DamagedFileException if it is no such file, or one with values that are no numbers
     * @throws ConfigurationException if it is a latent for another kind of generator
     */
    public static float[] read(Path file, Latent latent) {
        LatentFile read = Json.read(file, LatentFile.class, DamagedFileException::new);
        boolean finite = true;
        for (float value : read.z) {
            finite &= Float.isFinite(value);
        }
        if (!read.format.equals(FORMAT)
                || read.formatVersion != FORMAT_VERSION
                || read.z.length != read.latent.size()
                || !finite) {
            throw new DamagedFileException(
                    "%s: expected format \"%s\" version %d with %d finite values, got \"%s\" version %d with %d%s"
                            .formatted(
                                    file,
                                    FORMAT,
                                    FORMAT_VERSION,
                                    read.latent.size(),
                                    read.format,
                                    read.formatVersion,
                                    read.z.length,
                                    finite ? "" : ", not all finite"),
                    "'cardigan latent invert' writes such files");
        }
        if (!read.latent.equals(latent)) {
            throw new ConfigurationException(
                    "%s: expected %d %s values as this model takes, got %d %s ones"
                            .formatted(
                                    file,
                                    latent.size(),
                                    latent.distribution(),
                                    read.latent.size(),
                                    read.latent.distribution()),
                    "use the model it was found with");
        }
        return read.z;
    }
}
