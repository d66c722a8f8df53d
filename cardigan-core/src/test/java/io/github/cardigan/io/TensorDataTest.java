package io.github.cardigan.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorDataTest {

    @TempDir
    Path folder;

    /** Bit for bit, with what only 64 bits can hold. */
    @Test
    void doublesSurviveAFile() {
        double[] values = {1.0 / 3, -0.0, Double.MIN_VALUE, Double.MAX_VALUE, 1 + 0x1p-52, Double.NEGATIVE_INFINITY};
        Path file = folder.resolve("doubles.safetensors");
        Safetensors.write(
                file,
                Map.of("x", TensorData.ofDoubles(values, 2, 3), "y", TensorData.ofFloats(new float[] {1}, 1)),
                Map.of());
        TensorData read = Safetensors.read(file).tensor("x");
        assertThat(read.dtype()).isEqualTo(Dtype.F64);
        assertThat(read.shape()).containsExactly(2, 3);
        assertThat(read.toDoubles()).isEqualTo(values);
        assertThat(read).isEqualTo(TensorData.ofDoubles(values, 2, 3));
    }

    /** IEEE 754: 1.5 is 3ff8 0000 0000 0000, the lowest byte first. */
    @Test
    void doublesAreLittleEndian() {
        byte[] bytes = new byte[8];
        TensorData.ofDoubles(new double[] {1.5}, 1).bytes().get(bytes);
        assertThat(bytes).containsExactly(0, 0, 0, 0, 0, 0, 0xf8, 0x3f);
    }

    @Test
    void numbersAreNotTakenForOthers() {
        TensorData floats = TensorData.ofFloats(new float[] {1, 2}, 2);
        assertThatThrownBy(floats::toDoubles)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("expected F64, got F32");
        TensorData whole = new TensorData(Dtype.I64, new long[] {1}, ByteBuffer.allocate(8));
        assertThatThrownBy(whole::toDoubles).hasMessage("expected F64, got I64");
        assertThatThrownBy(() -> TensorData.ofDoubles(new double[3], 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected 16 bytes for F64 [2], got 24");
    }
}
