package io.github.cardigan.data;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.DataException;
import io.github.cardigan.engine.Shape;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Three random digits of a grey set in the three channels of one image {@code [3, height, width]}: "stacked MNIST", 1,000 modes to be
 * lost or found (Metz et al. 2016, arXiv:1611.02163, section 3.3.1; Srivastava et al. 2017, arXiv:1705.07761; Lin et al. 2018,
 * arXiv:1712.04086, section 4.2, from which the counts are). The label of digits a, b and c is {@code 100 a + 10 b + c}.
 *
 * <p>Which three digits the i-th image has depends on the seed, i and the size of the source only. Each is any sample of the source, all
 * equally likely; the papers draw from MNIST's train and test part together, here each part of the stack is of one part of the source.
 */
public final class StackedDigits implements Dataset {

    /** What it is asked for by, with a source behind a colon: {@code stacked-mnist:digits}. */
    public static final String NAME = "stacked-mnist";

    /** Names of the classes in label order: {@code "000"} to {@code "999"}. */
    public static final List<String> CLASSES =
            IntStream.range(0, 1000).mapToObj("%03d"::formatted).toList();

    private static final int CHANNELS = 3;
    private static final int DIGITS = 10;
    private static final int TRAIN_COUNT = 128_000;
    private static final int TEST_COUNT = 26_000;
    private static final long TRAIN_SEED = 1;
    private static final long TEST_SEED = 2;

    private final Dataset source;
    private final long seed;
    private final int count;
    private final Shape shape;

    /**
     * @param source of grey images in 10 classes; closed with the stack
     * @param seed another seed, other stacks
     * @param count the number of samples, from 1 to {@link Integer#MAX_VALUE}
     * @throws DataException if the source is not grey, or has not 10 classes
     * @throws IllegalArgumentException if the count is below 1
     */
    public StackedDigits(Dataset source, long seed, int count) {
        if (count < 1) {
            throw new IllegalArgumentException("expected at least 1 stack of digits, got a count of " + count);
        }
        requireDigits(source);
        this.source = source;
        this.seed = seed;
        this.count = count;
        shape = Shape.image(CHANNELS, source.shape().height(), source.shape().width());
    }

    private static void requireDigits(Dataset source) {
        String hint = "stack IDX digits such as MNIST, or " + NAME + ":digits";
        if (!source.shape().isImage() || source.shape().channels() != 1) {
            throw new DataException(
                    NAME + " expects grey digits [1, height, width], got samples of " + source.shape() + " from "
                            + source.name(),
                    hint);
        }
        int classes = source.classes().size();
        if (classes != DIGITS) {
            throw new DataException(
                    NAME + " expects labelled digits in 10 classes, got "
                            + (classes == 0 ? "no labels" : classes == 1 ? "1 class" : classes + " classes") + " from "
                            + source.name(),
                    hint);
        }
    }

    /**
     * Opens {@code stacked-mnist:SOURCE}: 128,000 samples of the source's part to train on, or 26,000 of its part to test with.
     *
     * @param opener opens the same part of the source
     * @return empty if the name is another one
     * @throws ConfigurationException if no source is named
     * @throws DataException as {@link #StackedDigits}
     */
    public static Optional<Dataset> open(String name, Split split, Function<String, Dataset> opener) {
        if (!name.equals(NAME) && !name.startsWith(NAME + ":")) {
            return Optional.empty();
        }
        String sourceName = name.substring(Math.min(name.length(), NAME.length() + 1));
        if (sourceName.isBlank()) {
            throw new ConfigurationException(
                    "expected digits to stack behind the colon, got '" + name + "'",
                    "for example " + NAME + ":digits, or " + NAME + ":mnist/");
        }
        Dataset source = opener.apply(sourceName);
        try {
            boolean test = split == Split.TEST;
            return Optional.of(
                    new StackedDigits(source, test ? TEST_SEED : TRAIN_SEED, test ? TEST_COUNT : TRAIN_COUNT));
        } catch (DataException e) {
            source.close();
            throw e;
        }
    }

    /** The stack that a set is, or is a part of; empty for any other data. */
    public static Optional<StackedDigits> behind(Dataset data) {
        return SubsetDataset.whole(data) instanceof StackedDigits stack ? Optional.of(stack) : Optional.empty();
    }

    /** Where the digits come from; closed with the stack. */
    public Dataset source() {
        return source;
    }

    @Override
    public String name() {
        return NAME + ":" + source.name();
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public int size() {
        return count;
    }

    @Override
    public List<String> classes() {
        return CLASSES;
    }

    @Override
    public int label(int index) {
        int label = 0;
        for (int digit : digits(index)) {
            label = DIGITS * label + source.label(digit);
        }
        return label;
    }

    @Override
    public void read(int index, float[] target, int offset) {
        int plane = source.shape().elements();
        int place = offset;
        for (int digit : digits(index)) {
            source.read(digit, target, place);
            place += plane;
        }
    }

    /** Which samples of the source, the first channel's first. */
    private int[] digits(int index) {
        Objects.checkIndex(index, count);
        DrawnRandom random = new DrawnRandom(seed, 1, index);
        return new int[] {random.below(source.size()), random.below(source.size()), random.below(source.size())};
    }

    @Override
    public String fingerprint() {
        String text = "stacked-mnist/v1 " + seed + " " + count + " of " + source.fingerprint();
        return io.github.cardigan.io.Sha256.of(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        source.close();
    }
}
