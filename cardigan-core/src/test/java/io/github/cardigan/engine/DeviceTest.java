package io.github.cardigan.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.EngineException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceTest {

    @Test
    void theProcessorIsAlwaysThere() {
        assertThat(Device.parse("cpu")).isEqualTo(Device.cpu()).hasToString("cpu");
        assertThat(Device.cpu().isCpu()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gpu", "CPU", "cpu:0", "cuda:", "cuda:-1", "cuda:1000", "cuda:x", " cpu"})
    void unknownNamesAreRefusedWithWhatIsKnown(String name) {
        assertThatThrownBy(() -> Device.parse(name))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("expected a device cpu, cuda or cuda:N, got '" + name + "'");
    }

    @Test
    void aGpuThatIsNotThereIsSaidToBeMissing() {
        assertThatThrownBy(() -> Device.parse("cuda:999"))
                .isInstanceOfSatisfying(
                        EngineException.class, e -> assertThat(e.hint()).contains("--device cpu"))
                .hasMessage("expected GPU 999, but libtorch sees " + Device.cudaCount() + " CUDA devices");
    }

    @Test
    void gpusAreNamedByTheirNumber() {
        assertThat(new Device(Device.Type.CUDA, 1)).hasToString("cuda:1");
    }
}
