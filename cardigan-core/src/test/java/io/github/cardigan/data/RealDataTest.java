package io.github.cardigan.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.cardigan.engine.Shape;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipFile;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** Needs the data sets beside the repository; skipped where they are absent. */
class RealDataTest {

    private static final Path SHARED = Path.of("..", "..", "shared", "data");

    private final List<String> notices = new ArrayList<>();

    private Dataset open(Path path) {
        assumeTrue(Files.exists(path), () -> "skipped: there is no " + path);
        return Datasets.open(path.toString(), null, notices::add);
    }

    @Test
    void mnistIsReadAsItsBytesSay() throws IOException {
        Path folder = SHARED.resolve("mnist");
        try (Dataset data = open(folder);
                InputStream images = unpacked(folder.resolve("train-images-idx3-ubyte.gz"));
                InputStream labels = unpacked(folder.resolve("train-labels-idx1-ubyte.gz"))) {
            assertThat(data.shape()).isEqualTo(Shape.image(1, 28, 28));
            assertThat(data.size()).isEqualTo(60_000);
            assertThat(data.classes()).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
            images.skipNBytes(16);
            labels.skipNBytes(8);
            for (int i = 0; i < 100; i++) {
                byte[] expected = images.readNBytes(784);
                assertThat(data.label(i)).isEqualTo(labels.read());
                int[] read = TestImages.read(data, i);
                for (int p = 0; p < 784; p++) {
                    assertThat(read[p]).isEqualTo(expected[p] & 0xff);
                }
            }
            // The first label of MNIST is 5, and each class has as many as LeCun's page implies.
            assertThat(data.label(0)).isEqualTo(5);
            assertThat(IntStream.range(0, 60_000).filter(i -> data.label(i) == 1))
                    .hasSize(6742);
        }
        assertThat(notices).singleElement().asString().contains("using train-images", "t10k");
    }

    private static InputStream unpacked(Path file) throws IOException {
        return new GZIPInputStream(Files.newInputStream(file));
    }

    @Test
    void cifar10OpensFastAndIsReadAsImageIoDoes() throws IOException {
        Path zip = SHARED.resolve("cifar10.zip");
        long start = System.nanoTime();
        try (Dataset data = open(zip);
                ZipFile reference = new ZipFile(zip.toFile())) {
            String fingerprint = data.fingerprint();
            // Under 2 seconds on an idle machine; a busy one gets some more.
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(6));
            assertThat(fingerprint).hasSize(64);
            assertThat(data.shape()).isEqualTo(Shape.image(3, 32, 32));
            assertThat(data.size()).isEqualTo(50_000);
            assertThat(data.classes())
                    .containsExactly(
                            "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");
            assertThat(IntStream.range(0, 50_000).filter(i -> data.label(i) == 3))
                    .hasSize(5000);
            // Sorted by path, the first is airplane's first, the last truck's last.
            assertThat(data.label(0)).isZero();
            assertThat(data.label(49_999)).isEqualTo(9);
            String first = reference.stream()
                    .map(Object::toString)
                    .filter(name -> name.startsWith("train/airplane/") && name.endsWith(".jpg"))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
            byte[] file = reference.getInputStream(reference.getEntry(first)).readAllBytes();
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(file));
            int[] read = TestImages.read(data, 0);
            for (int i = 0; i < 1024; i++) {
                int rgb = image.getRGB(i % 32, i / 32);
                assertThat(read[i]).isEqualTo(rgb >> 16 & 0xff);
                assertThat(read[1024 + i]).isEqualTo(rgb >> 8 & 0xff);
                assertThat(read[2048 + i]).isEqualTo(rgb & 0xff);
            }
        }
    }

    @Test
    void facadesAreScaledAndCroppedTo64() {
        try (Dataset data = open(SHARED.resolve("facades"))) {
            assertThat(data.shape()).isEqualTo(Shape.image(3, 64, 64));
            assertThat(data.size()).isEqualTo(400);
            assertThat(data.classes()).isEmpty();
            assertThat(notices).hasSize(2);
            assertThat(notices.get(0)).contains("400 images of train");
            assertThat(notices.get(1)).contains("256x512", "64x64", "--size");
            assertThat(IntStream.of(TestImages.read(data, 399)).distinct().count())
                    .isGreaterThan(50);
        }
    }

    @Test
    void batchesOfCifar10ResumeWhereTheyStopped() {
        try (Dataset data = open(SHARED.resolve("cifar10.zip"));
                Batches whole = new Batches(data, 32, 7, 0, 2, notices::add);
                Batches resumed = new Batches(data, 32, 7, 64, 1, notices::add)) {
            whole.next();
            whole.next();
            for (int i = 0; i < 5; i++) {
                Batch expected = whole.next();
                Batch came = resumed.next();
                assertThat(came.values()).isEqualTo(expected.values());
                assertThat(came.labels()).isEqualTo(expected.labels());
            }
            assertThat(whole.unreadable()).isZero();
        }
    }
}
