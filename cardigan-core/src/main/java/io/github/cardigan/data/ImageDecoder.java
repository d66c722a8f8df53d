package io.github.cardigan.data;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Encoded bytes to pixels, through ImageIO with TwelveMonkeys. The header is read first; a picture that claims more than
 * {@link DataLimits#maxPixels()} is never decoded. Of an animation the first frame counts. Safe for several threads.
 */
final class ImageDecoder {

    /** What a header says. */
    record Header(int height, int width, boolean grey) {}

    private final DataLimits limits;
    private final Map<ImageFormat, List<ImageReaderSpi>> providers = new EnumMap<>(ImageFormat.class);

    ImageDecoder(DataLimits limits) {
        this.limits = limits;
        for (ImageFormat format : ImageFormat.values()) {
            providers.put(format, findProviders(format));
        }
    }

    /** @throws UnreadableSampleException if this is no image, or one too large */
    Header header(String name, byte[] bytes) {
        return withReader(name, bytes, this::header);
    }

    /** @throws UnreadableSampleException if this is no image, one too large, or a damaged one */
    Planes decode(String name, byte[] bytes) {
        return withReader(name, bytes, reader -> {
            checkSize(reader);
            Damage damage = new Damage();
            reader.addIIOReadWarningListener(damage);
            BufferedImage image = reader.read(0);
            if (damage.warning != null) {
                throw new IOException(damage.warning);
            }
            checkColours(reader, image.getColorModel());
            return PixelReader.planes(image);
        });
    }

    private static void checkColours(ImageReader reader, ColorModel colors) throws IOException {
        if (colors.getColorSpace().getType() == ColorSpace.TYPE_CMYK && isJdks(reader)) {
            throw new IOException(
                    "its colours are CMYK, which the JDK converts with a wrong gamma"); // TwelveMonkeys is next
        }
        if (!(colors instanceof IndexColorModel) && colors.getComponentSize(0) > 16) {
            throw new IOException(
                    "its pixels have %d bits a channel, up to 16 are read".formatted(colors.getComponentSize(0)));
        }
    }

    private static boolean isJdks(Object readerOrProvider) {
        return readerOrProvider.getClass().getModule() == ImageIO.class.getModule();
    }

    private Header header(ImageReader reader) throws IOException {
        checkSize(reader);
        Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
        boolean grey = types.hasNext() && PixelReader.isGrey(types.next());
        return new Header(reader.getHeight(0), reader.getWidth(0), grey);
    }

    private void checkSize(ImageReader reader) throws IOException {
        int height = reader.getHeight(0);
        int width = reader.getWidth(0);
        if ((long) height * width > limits.maxPixels() || height < 1 || width < 1) {
            throw new IOException(
                    "its header claims %d x %d pixels, the limit is %d".formatted(height, width, limits.maxPixels()));
        }
    }

    private interface Reading<T> {
        T from(ImageReader reader) throws IOException;
    }

    private <T> T withReader(String name, byte[] bytes, Reading<T> reading) {
        UnreadableSampleException failure = null;
        for (ImageReaderSpi provider : providersFor(name, bytes)) {
            ImageReader reader = null;
            // From memory, so that ImageIO's cache of temporary files is never used.
            try (ImageInputStream stream = new ByteArrayImageInputStream(bytes)) {
                reader = provider.createReaderInstance();
                reader.setInput(stream, true, true);
                return reading.from(reader);
            } catch (IOException | RuntimeException e) {
                // Readers answer damaged input with all kinds of unchecked exceptions.
                String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
                failure = new UnreadableSampleException(name + " cannot be read: " + reason.replaceAll("\\s+", " "), e);
            } finally {
                if (reader != null) {
                    reader.dispose();
                }
            }
        }
        throw failure == null ? new IllegalStateException("no ImageIO reader on the class path for " + name) : failure;
    }

    private List<ImageReaderSpi> providersFor(String name, byte[] bytes) {
        ImageFormat format = ImageFormat.of(Arrays.copyOf(bytes, Math.min(bytes.length, ImageFormat.HEAD_BYTES)));
        if (format == null) {
            String what = bytes.length == 0 ? "it is empty" : "its content is none of " + ImageFormat.ALL;
            throw new UnreadableSampleException(name + " cannot be read: " + what);
        }
        return providers.getOrDefault(format, List.of());
    }

    /**
     * In the order to try. For JPEG the JDK's own reader comes first: it is three times as fast on small pictures, gives the
     * same pixels. What it cannot read, such as CMYK, is left to TwelveMonkeys.
     */
    private static List<ImageReaderSpi> findProviders(ImageFormat format) {
        List<ImageReaderSpi> found = new ArrayList<>();
        IIORegistry.getDefaultInstance()
                .getServiceProviders(
                        ImageReaderSpi.class,
                        provider -> Arrays.asList(((ImageReaderSpi) provider).getFormatNames())
                                .contains(format.imageIoName()),
                        true)
                .forEachRemaining(found::add);
        if (format == ImageFormat.JPEG) {
            found.sort(Comparator.comparing(provider -> !isJdks(provider)));
        }
        return found;
    }

    /** The JPEG reader fills what is missing with grey and only warns; a picture with a grey half is damaged. */
    private static final class Damage implements IIOReadWarningListener {

        private @Nullable String warning;

        @Override
        public void warningOccurred(ImageReader source, String text) {
            String lower = text.toLowerCase(Locale.ROOT);
            if (lower.contains("premature end") || lower.contains("corrupt")) {
                warning = text;
            }
        }
    }
}
