package io.github.cardigan.run;

import java.util.Map;

/**
 * What {@code run.json} says: everything needed to repeat the run, and where it came from.
 *
 * @param formatVersion of this file's layout
 * @param recipe its name
 * @param options every option of the recipe with its value
 * @param training batch, seed, device, precision, threads, size and the like, by the names of the command line
 * @param budget steps, epochs and minutes; 0 where there is no such limit
 * @param data name, fingerprint, samples, shape and classes
 * @param versions of Cardigan, libtorch and Java, and the git commit
 * @param machine processor, operating system, threads and memory
 * @param started when, in UTC
 */
public record RunDescription(
        int formatVersion,
        String recipe,
        Map<String, String> options,
        Map<String, String> training,
        Map<String, Double> budget,
        Map<String, Object> data,
        Map<String, String> versions,
        Map<String, String> machine,
        String started) {

    public static final int FORMAT_VERSION = 1;
}
