package io.github.cardigan.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cardigan.DamagedFileException;
import io.github.cardigan.StorageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ReadOnlyBufferException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {

    /*
     * Written by another hand, CPython 3:
     *
     * import base64, json, struct
     * header = json.dumps({
     *     "__metadata__": {"format": "pt", "by": "Python \x0e9"},
     *     "b.bias": {"dtype": "F32", "shape": [3], "data_offsets": [4, 16]},
     *     "a": {"dtype": "I16", "shape": [2, 1], "data_offsets": [0, 4]},
     *     "step": {"dtype": "I64", "shape": [], "data_offsets": [16, 24]},
     *     "none": {"dtype": "BF16", "shape": [0, 7], "data_offsets": [16, 16]},
     * }).encode()
     * data = struct.pack("<hh3fq", -2, 300, 0.5, -1.25, 3e38, 2**40)
     * print(base64.b64encode(struct.pack("<Q", len(header)) + header + data).decode())
     */
    private static final String BY_PYTHON =
            "QwEAAAAAAAB7Il9fbWV0YWRhdGFfXyI6IHsiZm9ybWF0IjogInB0IiwgImJ5IjogIlB5dGhvbiBcdTAwZTkifSwgImIuYmlhcyI6IHsiZHR5cGUiOiAiRjMyIiwgInNoYXBlIjogWzNdLCAiZGF0YV9vZmZzZXRzIjogWzQsIDE2XX0sICJhIjogeyJkdHlwZSI6ICJJMTYiLCAic2hhcGUiOiBbMiwgMV0sICJkYXRhX29mZnNldHMiOiBbMCwgNF19LCAic3RlcCI6IHsiZHR5cGUiOiAiSTY0IiwgInNoYXBlIjogW10sICJkYXRhX29mZnNldHMiOiBbMTYsIDI0XX0sICJub25lIjogeyJkdHlwZSI6ICJCRjE2IiwgInNoYXBlIjogWzAsIDddLCAiZGF0YV9vZmZzZXRzIjogWzE2LCAxNl19ff7/LAEAAAA/AACgv+axYX8AAAAAAAEAAA==";

    @TempDir
    Path folder;

    @Test
    void aFileWrittenByPythonIsRead() throws IOException {
        Path path = Files.write(
                folder.resolve("python.safetensors"), Base64.getDecoder().decode(BY_PYTHON));
        SafetensorsFile file = Safetensors.read(path);
        assertThat(file.names()).containsExactly("b.bias", "a", "step", "none");
        assertThat(file.metadata()).isEqualTo(Map.of("format", "pt", "by", "Python \u00e9"));
        assertThat(file.tensor("b.bias").toFloats()).containsExactly(0.5f, -1.25f, 3e38f);
        assertThat(file.tensor("a").shape()).containsExactly(2, 1);
        ByteBuffer a = file.tensor("a").bytes();
        assertThat(a.getShort()).isEqualTo((short) -2);
        assertThat(a.getShort()).isEqualTo((short) 300);
        assertThat(file.tensor("step").shape()).isEmpty();
        assertThat(file.tensor("step").bytes().getLong()).isEqualTo(1L << 40);
        assertThat(file.tensor("none").dtype()).isEqualTo(Dtype.BF16);
        assertThat(file.tensor("none").shape()).containsExactly(0, 7);
    }

    @Test
    void theBytesAreThoseOfTheFormat() throws IOException {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        tensors.put("w", TensorData.ofFloats(new float[] {1, -2}, 1, 2));
        tensors.put("n", new TensorData(Dtype.U8, new long[0], ByteBuffer.wrap(new byte[] {7})));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Safetensors.write(out, tensors, Map.of("k", "v\"\u00e9"));

        String header = "{\"__metadata__\":{\"k\":\"v\\\"\u00e9\"},"
                + "\"w\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]},"
                + "\"n\":{\"dtype\":\"U8\",\"shape\":[],\"data_offsets\":[8,9]}}";
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        int padded = (json.length + 7) / 8 * 8;
        ByteBuffer expected = ByteBuffer.allocate(8 + padded + 9)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(padded)
                .put(json);
        while (expected.position() < 8 + padded) {
            expected.put((byte) ' ');
        }
        expected.putFloat(1).putFloat(-2).put((byte) 7);
        assertThat(out.toByteArray()).isEqualTo(expected.array());
    }

    @Test
    void whatIsWrittenIsReadBackWhateverTheMappingsSpan() throws IOException {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        for (Dtype dtype : Dtype.values()) {
            byte[] bytes = new byte[6 * dtype.bytes()];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (dtype.ordinal() * 31 + i);
            }
            tensors.put("layer." + dtype, new TensorData(dtype, new long[] {3, 2}, ByteBuffer.wrap(bytes)));
            tensors.put("empty." + dtype, new TensorData(dtype, new long[] {0}, ByteBuffer.allocate(0)));
        }
        Path path = folder.resolve("all.safetensors");
        Safetensors.write(path, tensors, Map.of());
        for (int span : new int[] {48, 50, 100, Integer.MAX_VALUE}) {
            SafetensorsFile file = Safetensors.read(path, span);
            assertThat(file.tensors()).isEqualTo(tensors);
            assertThat(file.names()).containsExactlyElementsOf(tensors.keySet());
        }
        assertThatThrownBy(() -> Safetensors.read(path, 47))
                .isInstanceOf(DamagedFileException.class)
                .hasMessageContaining("expected tensors of at most 47 bytes, got one of 48");
    }

    @Test
    void aFileWithoutTensorsIsAFile() {
        Path path = folder.resolve("none.safetensors");
        Safetensors.write(path, Map.of(), Map.of());
        assertThat(path).hasSize(16);
        assertThat(Safetensors.read(path).names()).isEmpty();
    }

    @Test
    void tensorsAreSafeFromTheirUsers() {
        long[] shape = {2};
        TensorData tensor = TensorData.ofFloats(new float[] {1, 2}, shape);
        shape[0] = 9;
        tensor.shape()[0] = 9;
        tensor.bytes().getFloat();
        assertThat(tensor.shape()).containsExactly(2);
        assertThat(tensor.bytes().remaining()).isEqualTo(8);
        assertThatThrownBy(() -> tensor.bytes().put((byte) 1)).isInstanceOf(ReadOnlyBufferException.class);
        assertThatThrownBy(() -> TensorData.ofFloats(new float[3], 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected 8 bytes for F32 [2], got 12");
        assertThatThrownBy(() -> TensorData.ofFloats(new float[0], Long.MAX_VALUE, 4))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatCouldNotBeReadIsNotWritten() {
        TensorData one = TensorData.ofFloats(new float[] {1});
        assertThatThrownBy(() -> Safetensors.write(folder.resolve("x"), Map.of("__metadata__", one), Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Safetensors.write(folder.resolve("x"), Map.of("\ud800", one), Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Safetensors.write(folder.resolve("no/x"), Map.of("a", one), Map.of()))
                .isInstanceOf(StorageException.class);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aTensorThatIsNotThereIsNamed() {
        Path path = folder.resolve("a.safetensors");
        Safetensors.write(path, Map.of("weight", TensorData.ofFloats(new float[] {1})), Map.of());
        assertThatThrownBy(() -> Safetensors.read(path).tensor("bias"))
                .isInstanceOf(DamagedFileException.class)
                .hasMessageContaining("expected a tensor named bias, found [weight]");
    }
}
