package io.github.cardigan.network;

import io.github.cardigan.engine.NoAutocast;
import io.github.cardigan.engine.Shape;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Tells the discriminator how close each sample is to the others of its batch, so that a generator that makes one thing only is found
 * out (Salimans et al. 2016, arXiv:1606.03498, section 3.2): {@code [N, A] -> [N, A + features]}.
 *
 * <p>With {@code M = x T}, T being {@code [A, features, kernelSize]}, a sample's feature b is
 * {@code o_b(x_i) = sum over j of exp(-|M_ib - M_jb|_1)}, over all other samples j. The paper's formula lets j be i as well, its text does
 * not; the difference is the constant 1. T starts uniform in {@code 1/sqrt(A)} and is named {@code T [A, features kernelSize]}.
 *
 * <p>Samples depend on their batch at inference too; one alone gets zeros. Memory is some tensors of {@code [N, N, features,
 * kernelSize]}: 8 MB each for N = 64 with 100 features of 5, 130 MB for N = 256. Larger batches should be cut.
 *
 * @param features numbers added to each sample, at least 1; the paper's B
 * @param kernelSize dimensions in which a feature measures distance, at least 1; the paper's C
 */
public record MinibatchDiscrimination(int features, int kernelSize) implements Layer {

    public MinibatchDiscrimination {
        Require.positive("features", features);
        Require.positive("kernelSize", kernelSize);
    }

    @Override
    public Shape outputShape(Shape input) {
        if (input.rank() != 1) {
            throw ShapeException.expected(this, "a vector [features] (put Flatten before it)", input);
        }
        if ((long) input.dim(0) + features > Integer.MAX_VALUE) {
            throw ShapeException.expected(this, "fewer features", input);
        }
        return Shape.of(input.dim(0) + features);
    }

    @Override
    public List<ParameterSpec> parameters(Shape input) {
        long in = input.dim(0);
        return List.of(
                new ParameterSpec("T", new long[] {in, (long) features * kernelSize}, new Initializer.FanIn(in)));
    }

    @Override
    public long flops(Shape input) {
        return 2L * input.dim(0) * features * kernelSize;
    }

    @Override
    public boolean mixesSamples(Shape input) {
        return true;
    }

    @Override
    public Tensor forward(Tensor x, Weights weights, Pass pass) {
        Tensor t = weights.get("T");
        Tensor full = x.to(t.scalar_type());
        // With 8 bits a collapsed batch, whose distances are small, would look more collapsed than it is.
        try (NoAutocast fullPrecision = new NoAutocast(x)) {
            Tensor m = full.mm(t).view(-1, features, kernelSize); // [N, B, C]
            Tensor distance = m.unsqueeze(0).sub(m.unsqueeze(1)).abs().sum(3); // [N, N, B]
            Tensor closeness = distance.neg().exp();
            Tensor others = torch.eye(x.size(0), t.options()).neg().add(new Scalar(1.0)); // 0 for a sample itself
            return torch.cat(
                    new TensorVector(full, closeness.mul(others.unsqueeze(2)).sum(1)), 1);
        }
    }

    @Override
    public String settings() {
        return features + " features, kernel size " + kernelSize;
    }
}
