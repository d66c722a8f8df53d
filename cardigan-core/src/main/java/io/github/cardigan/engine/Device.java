package io.github.cardigan.engine;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.EngineException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Where tensors live and networks compute.
 *
 * @param type the processor or a CUDA GPU
 * @param index which GPU, from 0; 0 for the processor
 */
public record Device(Type type, int index) {

    /** The kinds of devices. */
    public enum Type {
        CPU,
        CUDA
    }

    private static final Pattern NAME = Pattern.compile("cpu|cuda(?::(\\d{1,3}))?");

    public static Device cpu() {
        return new Device(Type.CPU, 0);
    }

    /**
     * @param name {@code cpu}, {@code cuda} or {@code cuda:1}
     * @throws ConfigurationException for any other name
     * @throws EngineException if this machine or this build has no such GPU
     */
    public static Device parse(String name) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            throw new ConfigurationException(
                    "expected a device cpu, cuda or cuda:N, got '" + name + "'",
                    "leave --device out to use the processor");
        }
        if (name.equals("cpu")) {
            return cpu();
        }
        Device device = new Device(Type.CUDA, matcher.group(1) == null ? 0 : Integer.parseInt(matcher.group(1)));
        int count = cudaCount();
        if (device.index >= count) {
            throw new EngineException(
                    "expected GPU " + device.index + ", but libtorch sees " + count + " CUDA devices",
                    "build with ./mvnw -Pgpu package on a machine with an NVIDIA driver and set CARDIGAN_MAVEN_ARGS=-Pgpu for builds to come, or use --device cpu");
        }
        return device;
    }

    /** How many CUDA devices libtorch can use: 0 with the CPU natives, or without a driver. */
    public static int cudaCount() {
        Natives.load();
        return torch.cuda_is_available() ? torch.cuda_device_count() : 0;
    }

    public boolean isCpu() {
        return type == Type.CPU;
    }

    /** Options for a tensor of this type on this device. The caller's scope owns them. */
    public TensorOptions options(ScalarType scalarType) {
        return new TensorOptions(scalarType).device(new org.bytedeco.pytorch.DeviceOptional(torchDevice()));
    }

    /**
     * The tensor on this device: itself where it is there already, else a copy in the current scope. What was asked of a GPU before need not
     * be done for it: CUDA has taken the values in when this returns, and copies them in its turn.
     */
    public Tensor move(Tensor tensor) {
        return isCpu()
                ? tensor
                : tensor.to(torchDevice(), tensor.scalar_type(), true, false, new MemoryFormatOptional());
    }

    /** Waits until all that was asked of the device is done: for clocks. The processor is never behind. */
    public void await() {
        if (!isCpu()) {
            torch.cuda_synchronize(index);
        }
    }

    private org.bytedeco.pytorch.Device torchDevice() {
        return isCpu()
                ? new org.bytedeco.pytorch.Device(DeviceType.CPU)
                : new org.bytedeco.pytorch.Device(DeviceType.CUDA, (byte) index);
    }

    /** For example {@code cpu} or {@code cuda:0}. */
    @Override
    public String toString() {
        return isCpu() ? "cpu" : "cuda:" + index;
    }
}
