package io.github.cardigan.evaluation;

import io.github.cardigan.engine.NoGrad;
import io.github.cardigan.engine.TensorScope;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * All squared distances between the rows of two matrices, a tile of {@value #HEIGHT} x {@value #WIDTH} at a time, never all of them.
 *
 * <p>A tile is one matrix product in fp32. It holds lower bounds: the product's distance less the most that rounding can have
 * added. Whoever needs to decide computes the few distances below his threshold exactly, by {@link Rows#squaredDistance}, so that
 * what comes out is that of float64 throughout, ties and zeros included.
 */
final class DistanceTiles {

    private static final int HEIGHT = 512;
    private static final int WIDTH = 1024;

    /** Half the distance from 1 to the next float. */
    private static final double ROUNDING = 0x1p-24;

    private final Rows left;
    private final Rows right;
    private final Tensor centre; // [1, size]
    private final double slack;

    /** The right side as products need it {@code [count, size + 2]}, made once: for each tile anew would take longer than the product. */
    private final Tensor columns;

    private DistanceTiles(Rows left, Rows right, Tensor centre) {
        this.left = left;
        this.right = right;
        this.centre = centre;
        // A sum of n products, in whatever order, is off by at most n u / (1 - n u) times the sum of their sizes, here
        // at most
        // 2 (|x|^2 + |y|^2); centring, squaring and rounding the norms add a few u more (Higham 2002, section 3.1).
        double n = left.size() + 2;
        slack = 2 * n * ROUNDING / (1 - n * ROUNDING) + 16 * ROUNDING;
        columns = torch.empty(right.count(), right.size() + 2L);
        for (int first = 0; first < right.count(); first += WIDTH) {
            int count = Math.min(WIDTH, right.count() - first);
            try (TensorScope piece = new TensorScope()) {
                columns.narrow(0, first, count).copy_(augmented(right, first, count, false));
            }
        }
    }

    /** Some rows of the left side against all of the right side, left to right, for one thread. */
    final class Band {

        final int first;
        final int rows;
        private final FloatBuffer tile;
        private final float[] values = new float[WIDTH];
        private int column;
        private int columns;

        private Band(int first, int rows, FloatBuffer tile) {
            this.first = first;
            this.rows = rows;
            this.tile = tile;
        }

        /** The first column of the present tile. */
        int column() {
            return column;
        }

        int columns() {
            return columns;
        }

        /** One row of the tile: at most the squared distances. The array is filled anew at each call. */
        float[] lower(int row) {
            tile.get(row * WIDTH, values, 0, columns);
            return values;
        }

        /** The squared distance; row and column counted in the matrices. */
        double exact(int leftRow, int rightRow) {
            return left.squaredDistance(leftRow, right, rightRow);
        }
    }

    /** Sees a band's tiles one after the other. */
    interface Visitor<R> {
        void tile(Band band);

        R result();
    }

    /**
     * Goes over all distances with as many threads as a tensor operation may use.
     *
     * @param visitor makes the visitor of a band; a band is one thread's
     * @return the visitors' results, from the first row on
     */
    static <R> List<R> forEach(Rows left, Rows right, Function<Band, Visitor<R>> visitor) {
        if (left.size() != right.size()) {
            throw new IllegalArgumentException(
                    "expected vectors of one size, got " + left.size() + " and " + right.size());
        }
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            DistanceTiles tiles = new DistanceTiles(left, right, centre(left, right));
            int bands = (left.count() + HEIGHT - 1) / HEIGHT;
            return Parallel.map(bands, band -> tiles.band(band * HEIGHT, visitor));
        }
    }

    /** Anything in the midst of the rows makes norms, and with them the bounds, small. */
    private static Tensor centre(Rows left, Rows right) {
        Tensor sum = left.tensor().sum(0).add_(right.tensor().sum(0));
        return sum.div_(new Scalar((double) left.count() + right.count())).unsqueeze(0);
    }

    private <R> R band(int first, Function<Band, Visitor<R>> visitor) {
        int rows = Math.min(HEIGHT, left.count() - first);
        Tensor tile = torch.empty(HEIGHT, WIDTH);
        FloatBuffer values = tile.data_ptr_float()
                .capacity((long) HEIGHT * WIDTH)
                .asByteBuffer()
                .asFloatBuffer();
        Band band = new Band(first, rows, values);
        Visitor<R> visit = visitor.apply(band);
        Tensor x = augmented(left, first, rows, true); // [rows, size + 2]
        for (int column = 0; column < right.count(); column += WIDTH) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("interrupted while computing distances");
            }
            band.column = column;
            band.columns = Math.min(WIDTH, right.count() - column);
            try (TensorScope product = new TensorScope()) {
                Tensor y = columns.narrow(0, column, band.columns); // [columns, size + 2]
                torch.mm_out(tile.narrow(0, 0, rows).narrow(1, 0, band.columns), x, y.t());
            }
            visit.tile(band);
        }
        return visit.result();
    }

    /** {@code (x, s |x|^2, 1)} and {@code (-2 y, 1, s |y|^2)}, whose products are {@code |x - y|^2} less the slack. */
    private Tensor augmented(Rows rows, int first, int count, boolean isLeft) {
        Tensor x = rows.tensor().narrow(0, first, count).sub(centre);
        Tensor squared = x.to(ScalarType.Double).square();
        Tensor norms =
                squared.sum(1).mul_(new Scalar(1 - slack)).to(ScalarType.Float).unsqueeze(1);
        Tensor ones = torch.ones(count, 1);
        return isLeft
                ? torch.cat(new TensorVector(x, norms, ones), 1)
                : torch.cat(new TensorVector(x.mul_(new Scalar(-2f)), ones, norms), 1);
    }
}
