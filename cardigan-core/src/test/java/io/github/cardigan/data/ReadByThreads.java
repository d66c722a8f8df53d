package io.github.cardigan.data;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One set read by several threads at the same time. */
final class ReadByThreads {

    private ReadByThreads() {}

    /** The first samples as each of four threads has read them, each beginning elsewhere. */
    static Stream<float[][]> four(Dataset data, int count) {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<float[][]>> readers = IntStream.range(0, 4)
                    .<Callable<float[][]>>mapToObj(thread -> () -> {
                        float[][] samples = new float[count][data.shape().elements()];
                        for (int i = 0; i < count; i++) {
                            int index = (i + thread * count / 4) % count;
                            data.read(index, samples[index], 0);
                        }
                        return samples;
                    })
                    .toList();
            return threads.invokeAll(readers).stream().map(ReadByThreads::result);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            threads.shutdown();
        }
    }

    private static float[][] result(Future<float[][]> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
