package io.github.cardigan.evaluation;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** The way from one latent vector to another. */
public enum LatentPath {
    /** The straight line, for w: {@code a + t (b - a)}. */
    LERP {
        @Override
        public Tensor at(Tensor a, Tensor b, Tensor t) {
            return a.add(b.sub(a).mul(t));
        }
    },

    /**
     * The great circle, for z (Shoemake 1985, doi:10.1145/325165.325242): the direction turns at constant speed, the length goes
     * with it. For vectors of length 1 it is StyleGAN's {@code slerp}, which normalises; ours keeps the lengths, since other
     * generators do not normalise z. Undefined for opposite vectors.
     */
    SLERP {
        @Override
        public Tensor at(Tensor a, Tensor b, Tensor t) {
            Tensor lengths = length(a).mul(length(b));
            Tensor cosine = ImageNetInput.clamp(a.mul(b).sum(1).unsqueeze(1).div(lengths), -1, 1);
            Tensor angle =
                    cosine.acos().clamp_min(new Scalar(1e-7)); // parallel vectors: the limit is the straight line
            Tensor rest = t.neg().add(new Scalar(1.0));
            Tensor fromA = rest.mul(angle).sin().div(angle.sin());
            Tensor fromB = t.mul(angle).sin().div(angle.sin());
            return a.mul(fromA).add(b.mul(fromB));
        }

        private Tensor length(Tensor x) {
            return x.square().sum(1).sqrt().unsqueeze(1);
        }
    };

    /**
     * @param a where the way begins {@code [N, size]}, in double precision
     * @param b where it ends
     * @param t how far to go, {@code [N, 1]}: 0 is a, 1 is b
     * @return {@code [N, size]}, owned by the current scope
     */
    public abstract Tensor at(Tensor a, Tensor b, Tensor t);
}
