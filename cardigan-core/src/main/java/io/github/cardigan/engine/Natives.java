package io.github.cardigan.engine;

import io.github.cardigan.EngineException;
import java.io.IOException;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.pytorch.global.torch;

/**
 * Loads libtorch, once per process. Every class of this package that touches libtorch calls {@link #load()} first; loading again
 * costs nothing.
 *
 * <p>Four traps are handled here, each measured: libtorch crashes the JVM if it is loaded before its neighbours are unpacked, so
 * everything is unpacked first; JavaCPP's own memory limit stalls in the garbage collector, so it is switched off; OpenBLAS's
 * worker threads spin after each matrix product and steal the cores from the convolutions, so OpenBLAS gets one thread unless
 * the environment variable {@code OPENBLAS_THREAD_TIMEOUT} tells it to sleep quickly (the launcher does that); and glibc gives
 * the memory of every large tensor back to the system, so it is told to keep some.
 */
public final class Natives {

    private static final String THREAD_TIMEOUT = "OPENBLAS_THREAD_TIMEOUT";

    /** Just below the largest threshold that glibc learns by itself, 32 MiB on 64 bits: mallopt(3), M_MMAP_THRESHOLD. */
    private static final long KEPT_BLOCK = (32L << 20) - (64 << 10);

    private Natives() {}

    /**
     * Unpacks the natives where that has not happened yet (0.4 GB under {@code ~/.javacpp}) and loads them.
     *
     * @throws EngineException if there are none for this platform or they cannot be loaded
     */
    public static void load() {
        if (Loaded.FAILURE != null) {
            throw new EngineException(
                    "libtorch cannot be loaded: " + Loaded.FAILURE.getMessage(),
                    "run 'cardigan doctor'; the natives of this platform (" + platform()
                            + ") must be on the class path",
                    Loaded.FAILURE);
        }
    }

    /** JavaCPP's name of this platform, such as {@code linux-x86_64}. */
    public static String platform() {
        return Loader.getPlatform();
    }

    /** How many threads one tensor operation may use. */
    public static int threads() {
        load();
        return torch.get_num_threads();
    }

    /**
     * Sets how many threads one tensor operation may use. A CPU run repeats bit for bit only with the same number.
     *
     * @throws IllegalArgumentException below 1
     */
    public static void setThreads(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("expected at least 1 thread, got " + threads);
        }
        load();
        torch.set_num_threads(threads);
    }

    /** The class initialiser runs once, in one thread: that is the whole synchronisation. */
    private static final class Loaded {

        static final @org.jspecify.annotations.Nullable Throwable FAILURE = loadOnce();

        private static @org.jspecify.annotations.Nullable Throwable loadOnce() {
            if (System.getProperty("org.bytedeco.javacpp.maxPhysicalBytes") == null) {
                System.setProperty("org.bytedeco.javacpp.maxPhysicalBytes", "0");
            }
            try {
                unpack("openblas");
                unpack("cuda");
                unpack("pytorch");
                keepFreedMemory();
                torch.set_num_threads(Runtime.getRuntime().availableProcessors());
                torch.globalContext().setAllowTF32CuDNN(false); // fp32 means fp32 on a GPU too
                torch.globalContext().setUserEnabledNNPACK(false); // unused, and it complains of some processors
                if (System.getenv(THREAD_TIMEOUT) == null) {
                    openblas.blas_set_num_threads(1);
                }
                return null;
            } catch (IOException | LinkageError e) {
                return e;
            }
        }

        /**
         * Teaches glibc's allocator to keep up to 64 MiB for the next tensor: a block this large is mapped, and freeing it raises the
         * allocator's thresholds to its size and twice its size. Otherwise one operation after the other maps, clears and unmaps the same memory
         * anew, which made single convolutions up to five times slower. Other allocators see one block come and go.
         */
        private static void keepFreedMemory() {
            Pointer.free(Pointer.malloc(KEPT_BLOCK));
        }

        private static void unpack(String library) throws IOException {
            String folder = "/org/bytedeco/" + library + "/" + Loader.getPlatform();
            Loader.cacheResources(folder + "/");
            if (Loader.class.getResource(folder + "-gpu/") != null) {
                System.setProperty("org.bytedeco.javacpp.platform.extension", "-gpu");
                Loader.cacheResources(folder + "-gpu/");
            }
        }
    }
}
