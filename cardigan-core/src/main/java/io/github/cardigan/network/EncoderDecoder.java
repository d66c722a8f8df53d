package io.github.cardigan.network;

import io.github.cardigan.engine.Shape;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Two networks that meet in a code: {@code [N, ...] -> [N, code] -> [N, ...]}. Children are named {@code encoder} and {@code decoder}. A
 * variational encoder says a mean and a log variance for every value of the code, {@code [N, 2 code]}; the forward pass decodes the mean
 * (Kingma, Welling 2013, arXiv:1312.6114). Where the input ends in one-hot channels of a class, the decoder is told the class, too,
 * {@code [N, code + classes]}.
 *
 * @param encoder ends in a vector: the code, or means and then log variances
 * @param decoder from the code, with the class beside it
 * @param variational whether the encoder says a distribution
 * @param classes channels, or features, at the end of the input that tell the class; 0 for none
 */
public record EncoderDecoder(Layer encoder, Layer decoder, boolean variational, int classes) implements Layer {

    static final String ENCODER = "encoder";
    static final String DECODER = "decoder";

    public EncoderDecoder {
        Require.notNegative("classes", classes);
    }

    @Override
    public Shape outputShape(Shape input) {
        return children(input).get(1).outputShape();
    }

    /** The size of a code. */
    int code(Shape input) {
        Shape encoded = new Child(ENCODER, encoder, input).outputShape();
        if (encoded.rank() != 1 || (variational && encoded.dim(0) % 2 != 0)) {
            throw new ShapeException("an encoder ends in "
                    + (variational ? "means and log variances [2 code]" : "a code [code]") + ", got " + encoded);
        }
        return variational ? encoded.dim(0) / 2 : encoded.dim(0);
    }

    @Override
    public List<Child> children(Shape input) {
        if (input.channels() <= classes) {
            throw ShapeException.expected(this, "more than the " + classes + " channels that tell the class", input);
        }
        return List.of(
                new Child(ENCODER, encoder, input), new Child(DECODER, decoder, Shape.of(code(input) + classes)));
    }

    @Override
    public Tensor forward(Tensor x, Weights weights, Pass pass) {
        Tensor encoded = encoder.forward(x, weights.child(ENCODER), pass); // [N, code] or [N, 2 code]
        Tensor code = variational ? encoded.narrow(1, 0, encoded.size(1) / 2) : encoded;
        if (classes > 0) {
            Tensor told = x.narrow(1, x.size(1) - classes, classes); // [N, classes] or [N, classes, H, W]
            told = told.reshape(x.size(0), classes, -1).select(2, 0); // [N, classes]
            code = torch.cat(new TensorVector(code, told), 1);
        }
        return decoder.forward(code, weights.child(DECODER), pass);
    }

    @Override
    public String settings() {
        return variational ? "variational" : "";
    }
}
