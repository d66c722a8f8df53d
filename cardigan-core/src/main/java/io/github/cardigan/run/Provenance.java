package io.github.cardigan.run;

import io.github.cardigan.data.Dataset;
import io.github.cardigan.engine.Natives;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** Where a run came from: versions, machine, data. */
public final class Provenance {

    private Provenance() {}

    /** Cardigan with its git commit (the launcher passes it), libtorch, JavaCPP and Java. */
    public static Map<String, String> versions() {
        Properties build = new Properties();
        try (InputStream in = Provenance.class.getResourceAsStream("build.properties")) {
            if (in != null) {
                build.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("cardigan", build.getProperty("version", "unknown"));
        versions.put("commit", System.getProperty("cardigan.commit", "unknown"));
        versions.put("libtorch", build.getProperty("pytorch", "unknown"));
        versions.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
        return versions;
    }

    /** Processor, operating system and sizes; nothing that names a person or a place. */
    public static Map<String, String> machine() {
        Map<String, String> machine = new LinkedHashMap<>();
        machine.put("platform", Natives.platform());
        machine.put("processor", processor());
        machine.put("processors", String.valueOf(Runtime.getRuntime().availableProcessors()));
        machine.put("threads", String.valueOf(Natives.threads()));
        machine.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        return machine;
    }

    private static String processor() {
        Path cpuinfo = Path.of("/proc/cpuinfo");
        try {
            List<String> lines =
                    Files.isReadable(cpuinfo) ? Files.readAllLines(cpuinfo, StandardCharsets.UTF_8) : List.of();
            return lines.stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }

    /** What identifies a set of samples. */
    public static Map<String, Object> data(Dataset data) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("name", data.name());
        result.put("fingerprint", data.fingerprint());
        result.put("samples", data.size());
        result.put("shape", data.shape().toArray());
        result.put("classes", data.classes());
        return result;
    }
}
