package io.github.cardigan.evaluation;

import io.github.cardigan.ConfigurationException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Weights of a published network that a user names.
 *
 * @param path a safetensors file; docs/weights.md says how to make one
 * @param sha256 the digest of its tensors that the user expects, see {@link WeightsDigest}
 */
public record WeightsFile(Path path, Optional<String> sha256) {

    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    /**
     * @throws ConfigurationException if the digest is not 64 hexadecimal digits
     */
    public WeightsFile {
        sha256 = sha256.map(digest -> digest.toLowerCase(Locale.ROOT));
        sha256.ifPresent(digest -> {
            if (!DIGEST.matcher(digest).matches()) {
                throw new ConfigurationException(
                        "expected a SHA-256 of 64 hexadecimal digits, got '" + digest + "'",
                        "leave it out once: the digest of the weights is then told");
            }
        });
    }

    /** A file that nothing is expected of but the right tensors. */
    public static WeightsFile of(Path path) {
        return new WeightsFile(path, Optional.empty());
    }

    public WeightsFile expecting(String newSha256) {
        return new WeightsFile(path, Optional.of(newSha256));
    }
}
