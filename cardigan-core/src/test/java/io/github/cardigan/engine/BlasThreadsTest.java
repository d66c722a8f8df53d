package io.github.cardigan.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bytedeco.openblas.global.openblas;
import org.junit.jupiter.api.Test;

class BlasThreadsTest {

    @Test
    void theNumberHoldsUntilTheEnd() {
        Natives.load();
        int before = openblas.blas_get_num_threads();
        try (BlasThreads two = new BlasThreads(2)) {
            assertThat(openblas.blas_get_num_threads()).isEqualTo(2);
            try (BlasThreads one = new BlasThreads(1)) {
                assertThat(openblas.blas_get_num_threads()).isEqualTo(1);
            }
            assertThat(openblas.blas_get_num_threads()).isEqualTo(2);
        }
        assertThat(openblas.blas_get_num_threads()).isEqualTo(before);
    }

    @Test
    void noThreadIsRefused() {
        assertThatThrownBy(() -> new BlasThreads(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected at least 1 thread, got 0");
    }
}
