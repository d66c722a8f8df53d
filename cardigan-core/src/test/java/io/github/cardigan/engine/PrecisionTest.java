package io.github.cardigan.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;

class PrecisionTest {

    private static final Device GPU = new Device(Device.Type.CUDA, 0);

    @Test
    void whatIsAskedForStands() {
        for (Device device : new Device[] {Device.cpu(), GPU}) {
            assertThat(Precision.FP32.resolve(device)).isEqualTo(Precision.FP32);
            assertThat(Precision.BF16.resolve(device)).isEqualTo(Precision.BF16);
        }
        assertThat(Precision.BF16).hasToString("bf16");
    }

    @Test
    void autoNeverStaysAuto() {
        assertThat(Precision.AUTO.resolve(GPU)).isEqualTo(Precision.BF16);
        assertThat(Precision.AUTO.resolve(Device.cpu())).isNotEqualTo(Precision.AUTO);
    }

    @Test
    void autoIsBf16OnAProcessorThatSaysSo() throws IOException {
        Path cpuinfo = Path.of("/proc/cpuinfo");
        assumeTrue(Files.isReadable(cpuinfo), "needs /proc/cpuinfo, which only Linux has");
        String text = Files.readString(cpuinfo);
        boolean native16 = text.contains(" avx512_bf16") || text.contains(" amx_bf16");
        assertThat(Precision.AUTO.resolve(Device.cpu())).isEqualTo(native16 ? Precision.BF16 : Precision.FP32);
    }

    @Test
    void autocastConvertsProductsAndOnlyInside() {
        try (TensorScope scope = new TensorScope()) {
            Tensor x = torch.ones(4, 4);
            assertThat(productType(x, Precision.BF16)).isEqualTo(ScalarType.BFloat16);
            assertThat(productType(x, Precision.FP32)).isEqualTo(ScalarType.Float);
            assertThat(x.mm(x).scalar_type().intern()).isEqualTo(ScalarType.Float);
        }
    }

    @Test
    void insideNoAutocastProductsKeepTheirFormat() {
        try (TensorScope scope = new TensorScope();
                Autocast autocast = new Autocast(Precision.BF16, Device.cpu())) {
            Tensor x = torch.ones(4, 4);
            try (NoAutocast fullPrecision = new NoAutocast(x)) {
                assertThat(x.mm(x).scalar_type().intern()).isEqualTo(ScalarType.Float);
            }
            assertThat(x.mm(x).scalar_type().intern()).isEqualTo(ScalarType.BFloat16);
        }
    }

    private static ScalarType productType(Tensor x, Precision precision) {
        try (Autocast autocast = new Autocast(precision, Device.cpu())) {
            return x.mm(x).scalar_type().intern();
        }
    }
}
