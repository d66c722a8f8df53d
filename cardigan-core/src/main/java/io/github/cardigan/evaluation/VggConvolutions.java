package io.github.cardigan.evaluation;

import io.github.cardigan.engine.Convolutions;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.NoGrad;
import io.github.cardigan.engine.TensorScope;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;

/** The five groups of convolutions of VGG16, on a device. */
final class VggConvolutions implements AutoCloseable {

    private record Convolution(Tensor weight, Tensor bias) {}

    private final List<List<Convolution>> groups = new ArrayList<>();

    VggConvolutions(PretrainedWeights weights, Device device) {
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            for (int[] positions : VggTable.positions()) {
                List<Convolution> group = new ArrayList<>();
                for (int position : positions) {
                    String name = "features." + position;
                    group.add(new Convolution(
                            TensorScope.own(channelsLast(device.move(weights.tensor(name + ".weight")))),
                            TensorScope.own(device.move(weights.tensor(name + ".bias")))));
                }
                groups.add(group);
            }
        }
    }

    /**
     * @param x {@code [N, 3, H, W]}, at least 16 a side, prepared as the network was trained
     * @return the outputs of each group before the image halves: {@code [N, C, H / 2^i, W / 2^i]}, owned by the current scope
     */
    List<Tensor> groups(Tensor x) {
        List<Tensor> outputs = new ArrayList<>();
        x = channelsLast(x);
        for (List<Convolution> group : groups) {
            if (!outputs.isEmpty()) {
                x = halve(x);
            }
            for (Convolution convolution : group) {
                x = Convolutions.convolve(
                                x,
                                convolution.weight,
                                new TensorOptional(convolution.bias),
                                new long[] {1, 1},
                                new long[] {1, 1})
                        .relu_();
            }
            outputs.add(x);
        }
        return outputs;
    }

    /** Channels innermost in memory: faster on the processor, see {@link InceptionNetwork}. */
    private static Tensor channelsLast(Tensor x) {
        return x.contiguous(MemoryFormat.ChannelsLast);
    }

    /** The largest of each 2x2. */
    static Tensor halve(Tensor x) {
        return torch.max_pool2d(x, new long[] {2, 2}, new long[] {2, 2}, new long[] {0, 0}, new long[] {1, 1}, false);
    }

    @Override
    public void close() {
        groups.forEach(group -> group.forEach(convolution -> {
            TensorScope.release(convolution.weight);
            TensorScope.release(convolution.bias);
        }));
    }
}
