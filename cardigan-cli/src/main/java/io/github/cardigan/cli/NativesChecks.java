package io.github.cardigan.cli;

import io.github.cardigan.EngineException;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.Natives;
import io.github.cardigan.run.Provenance;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Whether libtorch can be loaded, and what it sees. */
final class NativesChecks {

    private static final String BUILD_AGAIN =
            "build on this machine with ./mvnw package: it takes this platform's natives";

    private NativesChecks() {}

    static Check natives() {
        if (!onClassPath("")) {
            return Check.failed("natives", "none for " + Natives.platform() + " on the class path", BUILD_AGAIN);
        }
        String version = "libtorch " + Provenance.versions().get("libtorch");
        String failure = loadFailure();
        return failure == null
                ? Check.ok(
                        "natives", version + (onClassPath("-gpu") ? " with CUDA" : " for the processor") + ", loaded")
                : Check.failed(
                        "natives",
                        version + " cannot be loaded: " + failure,
                        "delete the natives cache named above and try again; then " + BUILD_AGAIN);
    }

    static Check gpu() {
        if (loadFailure() != null) {
            return Check.warning("gpu", "unknown without natives", "see natives");
        }
        return gpu(gpuCount(), Files.exists(Path.of("/dev/nvidia0")), onClassPath("-gpu"));
    }

    static Check gpu(int count, boolean driver, boolean gpuNatives) {
        if (count > 0) {
            return Check.ok("gpu", count + " CUDA " + (count == 1 ? "device" : "devices") + "; use --device cuda");
        }
        if (driver) {
            return Check.warning(
                    "gpu",
                    "there is an NVIDIA GPU, but libtorch sees none",
                    gpuNatives
                            ? cudaLoaded()
                                    ? "the driver may be too old for this CUDA, see docs/gpu.md"
                                    : "a library of CUDA 13, cuDNN 9 or NCCL is missing: put its folder into LD_LIBRARY_PATH, see docs/gpu.md"
                            : "build with ./mvnw -Pgpu package, see docs/gpu.md");
        }
        return Check.ok("gpu", "none; with one: ./mvnw -Pgpu package, see docs/gpu.md");
    }

    private static boolean cudaLoaded() {
        return org.bytedeco.pytorch.Context.hasCUDART();
    }

    static int gpuCount() {
        return loadFailure() == null ? Device.cudaCount() : 0;
    }

    private static boolean onClassPath(String extension) {
        String folder = "org/bytedeco/pytorch/" + Natives.platform();
        return NativesChecks.class.getClassLoader().getResource(folder + extension + "/") != null
                || extension.isEmpty() && onClassPath("-gpu");
    }

    private static @Nullable String loadFailure() {
        try {
            Natives.load();
            return null;
        } catch (EngineException e) {
            Throwable cause = e.getCause();
            return String.valueOf(cause == null ? e.getMessage() : cause.getMessage());
        }
    }
}
