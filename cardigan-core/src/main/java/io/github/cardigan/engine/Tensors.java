package io.github.cardigan.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Values between Java memory and tensors. */
public final class Tensors {

    private Tensors() {}

    /** All values as 32-bit floats, in row-major order, from whatever type and device. */
    public static float[] toFloats(Tensor tensor) {
        try (TensorScope scope = new TensorScope()) {
            Tensor plain = tensor.detach()
                    .to(new org.bytedeco.pytorch.Device(DeviceType.CPU), ScalarType.Float)
                    .contiguous();
            float[] values = new float[Math.toIntExact(plain.numel())];
            plain.data_ptr_float().get(values);
            return values;
        }
    }

    /** All values as 64-bit floats, in row-major order, from whatever type and device. */
    public static double[] toDoubles(Tensor tensor) {
        try (TensorScope scope = new TensorScope()) {
            Tensor plain = tensor.detach()
                    .to(new org.bytedeco.pytorch.Device(DeviceType.CPU), ScalarType.Double)
                    .contiguous();
            double[] values = new double[Math.toIntExact(plain.numel())];
            plain.data_ptr_double().get(values);
            return values;
        }
    }

    /** The values of scalars on one device, read together: a GPU is waited for once. */
    public static double[] scalars(List<Tensor> scalars) {
        if (scalars.isEmpty() || !scalars.get(0).is_cuda()) {
            return scalars.stream().mapToDouble(Tensor::item_double).toArray();
        }
        return toDoubles(torch.stack(new TensorVector(
                scalars.stream().map(scalar -> scalar.to(ScalarType.Double)).toArray(Tensor[]::new))));
    }

    /** The 32-bit values as little-endian bytes, for files. */
    public static ByteBuffer toBytes(Tensor tensor) {
        float[] values = toFloats(tensor);
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes;
    }

    /**
     * Overwrites the tensor's values in place.
     *
     * @param values as many as the tensor has, row-major
     */
    public static void fill(Tensor tensor, float[] values) {
        if (tensor.numel() != values.length) {
            throw new IllegalArgumentException("expected " + tensor.numel() + " values, got " + values.length);
        }
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            tensor.copy_(Tensor.create(values, shape(tensor)));
        }
    }

    /** The tensor's sizes. */
    public static long[] shape(Tensor tensor) {
        long[] shape = new long[Math.toIntExact(tensor.dim())];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = tensor.size(i);
        }
        return shape;
    }
}
