package io.github.cardigan.cli;

import io.github.cardigan.engine.Natives;
import java.awt.GraphicsEnvironment;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;

/** The JDK, the platform, and what the JDK brings. */
final class SystemChecks {

    private static final int OLDEST_JAVA = 17;
    /** Linux is proven; the others are configured in the build. */
    private static final Set<String> PLATFORMS =
            Set.of("linux-x86_64", "macosx-arm64", "macosx-x86_64", "windows-x86_64");

    private static final List<String> FORMATS = List.of("PNG", "JPEG", "GIF", "BMP", "TIFF", "WebP");

    private SystemChecks() {}

    static Check java() {
        return java(
                Runtime.version().feature(),
                Runtime.version() + ", " + System.getProperty("java.vendor"),
                System.getProperty("sun.arch.data.model", "64"));
    }

    static Check java(int feature, String version, String bits) {
        String found = version + ", " + bits + " bit";
        return feature >= OLDEST_JAVA && bits.equals("64")
                ? Check.ok("java", found)
                : Check.failed(
                        "java",
                        found,
                        "install a 64-bit JDK " + OLDEST_JAVA
                                + " or later (Debian, Ubuntu: apt install openjdk-17-jdk-headless)");
    }

    static Check platform() {
        return platform(Natives.platform(), System.getProperty("os.name") + " " + System.getProperty("os.version"));
    }

    static Check platform(String platform, String system) {
        String found = system + ", " + platform;
        if (!PLATFORMS.contains(platform)) {
            return Check.failed(
                    "platform", found, "libtorch has natives for " + String.join(", ", sorted(PLATFORMS)) + " only");
        }
        return platform.startsWith("linux")
                ? Check.ok("platform", found)
                : Check.warning(
                        "platform", found, "configured but unproven: what works below works, please report the rest");
    }

    private static List<String> sorted(Set<String> names) {
        return names.stream().sorted().toList();
    }

    static Check images() {
        List<String> missing = FORMATS.stream()
                .filter(format -> !ImageIO.getImageReadersByFormatName(format).hasNext())
                .toList();
        return missing.isEmpty()
                ? Check.ok("images", String.join(", ", FORMATS))
                : Check.failed(
                        "images",
                        "no reader for " + String.join(", ", missing),
                        "the TwelveMonkeys jars must be on the class path: build again with ./mvnw package");
    }

    static Check display() {
        return Check.ok(
                "display",
                (GraphicsEnvironment.isHeadless() ? "none" : "there is one") + "; display and fonts not needed");
    }
}
