package io.github.cardigan.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class TensorScopeTest {

    private static final Path STATUS = Path.of("/proc/self/status");

    @Test
    void closingFreesWhatWasMadeInside() {
        Tensor inside;
        Tensor view;
        try (TensorScope scope = new TensorScope()) {
            inside = torch.ones(2, 2);
            view = inside.narrow(0, 0, 1);
            assertThat(inside.isNull()).isFalse();
        }
        assertThat(inside.isNull()).isTrue();
        assertThat(view.isNull()).isTrue();
    }

    @Test
    void theMemoryOfManyTensorsDoesNotPileUp() throws IOException {
        assumeTrue(Files.isReadable(STATUS), "needs /proc/self/status, which only Linux has");
        long start = 0;
        for (int i = 0; i < 60; i++) {
            if (i == 10) {
                start = residentKilobytes();
            }
            try (TensorScope scope = new TensorScope()) {
                Tensor x = torch.ones(2, 1024, 1024); // 8 MiB
                x.add(x).mul(x).sum().item_float();
            }
        }
        // 50 rounds of 24 MiB would be 1,200 MiB
        assertThat(residentKilobytes() - start).isLessThan(100 * 1024);
    }

    private static long residentKilobytes() throws IOException {
        return Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aKeptTensorBelongsToTheScopeAround() {
        Tensor kept;
        Tensor other;
        try (TensorScope outer = new TensorScope()) {
            try (TensorScope inner = new TensorScope()) {
                kept = inner.keep(torch.ones(3));
                other = torch.ones(3);
            }
            assertThat(other.isNull()).isTrue();
            assertThat(Tensors.toFloats(kept)).containsExactly(1, 1, 1);
        }
        assertThat(kept.isNull()).isTrue();
    }

    @Test
    void aTensorKeptThroughTwoScopesReachesTheOutermost() {
        Tensor kept;
        try (TensorScope outermost = new TensorScope()) {
            try (TensorScope middle = new TensorScope()) {
                try (TensorScope inner = new TensorScope()) {
                    kept = inner.keep(torch.ones(3));
                }
                middle.keep(kept);
            }
            assertThat(Tensors.toFloats(kept)).containsExactly(1, 1, 1);
        }
        assertThat(kept.isNull()).isTrue();
    }

    @Test
    void keepingForAnOuterScopePassesOverTheInnerOne() {
        Tensor kept;
        try (TensorScope outermost = new TensorScope()) {
            try (TensorScope middle = new TensorScope()) {
                try (TensorScope inner = new TensorScope()) {
                    kept = middle.keep(torch.ones(3)); // given to the scope around the middle one
                }
                assertThat(kept.isNull()).isFalse();
            }
            assertThat(Tensors.toFloats(kept)).containsExactly(1, 1, 1);
        }
        assertThat(kept.isNull()).isTrue();
    }

    @Test
    void aTensorKeptByTheOutermostScopeLivesUntilReleased() {
        Tensor kept;
        try (TensorScope scope = new TensorScope()) {
            kept = scope.keep(torch.ones(3));
        }
        assertThat(Tensors.toFloats(kept)).containsExactly(1, 1, 1);
        TensorScope.release(kept);
        assertThat(kept.isNull()).isTrue();
    }

    @Test
    void anOwnedTensorOutlivesEveryScope() {
        Tensor owned;
        try (TensorScope outer = new TensorScope();
                TensorScope inner = new TensorScope()) {
            owned = TensorScope.own(torch.ones(3));
        }
        assertThat(Tensors.toFloats(owned)).containsExactly(1, 1, 1);
        TensorScope.release(owned);
        assertThat(owned.isNull()).isTrue();
    }
}
