package io.github.cardigan.cli;

import io.github.cardigan.EngineException;
import io.github.cardigan.engine.Convolutions;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.Precision;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the processor has for matrix products, and how many threads use it. */
final class ProcessorChecks {

    /** As Linux calls them, and as people do. */
    private static final Map<String, String> FEATURES = new LinkedHashMap<>();

    static {
        FEATURES.put("avx2", "AVX2");
        FEATURES.put("avx512f", "AVX-512");
        FEATURES.put("avx512_bf16", "AVX512-BF16");
        FEATURES.put("amx_bf16", "AMX");
    }

    private ProcessorChecks() {}

    static Check features() {
        return features(Precision.cpuFlags(), Precision.AUTO.resolve(Device.cpu()));
    }

    static Check features(Set<String> flags, Precision auto) {
        String meaning = "--precision auto means " + auto + " here";
        if (flags.isEmpty()) {
            return Check.ok("processor", "features unknown on this system; " + meaning);
        }
        List<String> has = new ArrayList<>();
        List<String> lacks = new ArrayList<>();
        FEATURES.forEach((flag, name) -> (flags.contains(flag) ? has : lacks).add(name));
        String found = "has " + (has.isEmpty() ? "none of the fast instructions" : String.join(", ", has))
                + (lacks.isEmpty() ? "" : "; not " + String.join(", ", lacks)) + "; " + meaning;
        return flags.contains("avx2")
                ? Check.ok("processor", found)
                : Check.warning("processor", found, "training works but is several times slower than with AVX2");
    }

    static Check threads() {
        return threads(
                Runtime.getRuntime().availableProcessors(),
                System.getenv("OMP_NUM_THREADS"),
                System.getenv("OPENBLAS_THREAD_TIMEOUT"));
    }

    static Check threads(int processors, @Nullable String omp, @Nullable String blasTimeout) {
        String found = processors + " processors; OMP_NUM_THREADS " + (omp == null ? "not set" : omp)
                + "; OpenBLAS "
                + (blasTimeout == null
                        ? "gets one thread, so that it cannot steal cores"
                        : "threads sleep early (OPENBLAS_THREAD_TIMEOUT " + blasTimeout + ")");
        if (omp != null && tooMany(omp, processors)) {
            return Check.warning(
                    "threads", found, "more threads than processors are slower: set OMP_NUM_THREADS=" + processors);
        }
        return blasTimeout == null
                ? Check.warning(
                        "threads", found, "set OPENBLAS_THREAD_TIMEOUT=4 before starting Java, as ./cardigan does")
                : Check.ok("threads", found);
    }

    static Check convolutions() {
        try {
            return convolutions(Convolutions.areSound());
        } catch (EngineException e) {
            return Check.warning("convolutions", "not known, for libtorch does not load", "see natives");
        }
    }

    static Check convolutions(boolean sound) {
        return sound
                ? Check.ok("convolutions", "right for any number of channels")
                : Check.warning(
                        "convolutions",
                        "oneDNN's come out wrong here, as where a virtual machine hides the sizes of its caches: those of other than"
                                + " 16, 32 or a multiple of 64 channels run as matrix products, right and slower",
                        "nothing for right results; for speed, another machine, or the host's processor passed through");
    }

    private static boolean tooMany(String threads, int processors) {
        return threads.matches("\\d{1,9}") && Integer.parseInt(threads) > processors;
    }
}
