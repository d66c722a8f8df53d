package io.github.cardigan.cli;

import io.github.cardigan.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;

/** Reads a YAML file (or JSON, which is YAML) into {@link YamlNode}s. One document, no repeated keys, no aliases. */
final class YamlFile {

    private static final long MOST_BYTES = 1 << 20;
    private static final YAMLMapper YAML = new YAMLMapper();

    private final Path file;
    private final YAMLParser parser;

    private YamlFile(Path file, YAMLParser parser) {
        this.file = file;
        this.parser = parser;
    }

    /**
     * @throws ConfigurationException if the file is missing, or is no such YAML; names line and column
     */
    static YamlNode read(Path file) {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
                throw new ConfigurationException(
                        "expected a YAML file of at most 1 MiB, got " + file
                                + (Files.exists(file) ? "" : ", which does not exist"),
                        "check the path");
            }
            try (YAMLParser parser = (YAMLParser) YAML.createParser(Files.readAllBytes(file))) {
                return new YamlFile(file, parser).document();
            }
        } catch (JacksonException e) {
            String message =
                    String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("unreadable");
            TokenStreamLocation location = e.getLocation();
            String place = location.getLineNr() < 1
                    ? file.toString()
                    : place(file, location).toString();
            throw new ConfigurationException(place + ": " + message, "it must be YAML: mind the indentation", e);
        } catch (IOException e) {
            throw new ConfigurationException("cannot read " + file + ": " + e.getMessage(), "check the path", e);
        }
    }

    private YamlNode document() {
        if (parser.nextToken() == null) {
            throw new ConfigurationException("expected something in " + file + ", got an empty file", "");
        }
        YamlNode root = node();
        if (parser.nextToken() != null) {
            throw place().wrong("expected the end of the file, got another document", "leave it out");
        }
        return root;
    }

    private YamlNode node() {
        Place place = place();
        JsonToken token = parser.currentToken();
        if (parser.isCurrentAlias()) {
            throw place.wrong("expected a value, got the alias *" + parser.getString(), "write the value itself");
        }
        return switch (token) {
            case START_OBJECT -> mapping(place);
            case START_ARRAY -> sequence(place);
            case VALUE_NULL -> new YamlNode.Scalar(place, "");
            default -> new YamlNode.Scalar(place, parser.getString());
        };
    }

    private YamlNode mapping(Place place) {
        Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            Place key = place();
            if (entries.containsKey(name)) {
                throw key.wrong("expected each key once, got '" + name + "' again", "leave one out");
            }
            parser.nextToken();
            entries.put(name, new YamlNode.Entry(key, node()));
        }
        return new YamlNode.Mapping(place, entries);
    }

    private YamlNode sequence(Place place) {
        List<YamlNode> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(node());
        }
        return new YamlNode.Sequence(place, items);
    }

    private Place place() {
        return place(file, parser.currentTokenLocation());
    }

    private static Place place(Path file, TokenStreamLocation location) {
        return new Place(file, location.getLineNr(), location.getColumnNr());
    }
}
