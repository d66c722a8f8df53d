package io.github.cardigan.network;

import io.github.cardigan.DamagedFileException;
import io.github.cardigan.engine.Shape;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads one tree of layers. Every path into a complaint looks like {@code layers.layers[2].body}. */
final class LayerReader {

    private static final int MAX_DIMS = 8;

    private int layers;

    Layer read(JsonNode json, String path, int depth) {
        if (depth > LayerFormat.MAX_DEPTH) {
            throw damaged(path, "expected layers nested at most " + LayerFormat.MAX_DEPTH + " deep", null);
        }
        if (++layers > LayerFormat.MAX_LAYERS) {
            throw damaged(path, "expected at most " + LayerFormat.MAX_LAYERS + " layers", null);
        }
        JsonNode type = json.get("type");
        if (!json.isObject() || type == null || !type.isString()) {
            throw damaged(path, "expected an object with a \"type\", got " + shorten(json), null);
        }
        String name = type.stringValue();
        Activation activation = LayerTypes.activation(name);
        if (activation != null) {
            requireFields(json, Set.of(), path);
            return activation;
        }
        Class<? extends Record> record = LayerTypes.record(name);
        if (record == null) {
            throw damaged(path, "unknown layer type " + shorten(type), null);
        }
        return build(record, json, path, depth);
    }

    private Layer build(Class<? extends Record> record, JsonNode json, String path, int depth) {
        RecordComponent[] components = record.getRecordComponents();
        requireFields(
                json, Arrays.stream(components).map(RecordComponent::getName).collect(Collectors.toSet()), path);
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            String name = components[i].getName();
            values[i] = value(components[i].getType(), json.get(name), path + "." + name, depth);
        }
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return (Layer) record.getDeclaredConstructor(types).newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refused) {
                throw damaged(path, String.valueOf(refused.getMessage()), refused);
            }
            throw new IllegalStateException("a layer refuses bad values with an IllegalArgumentException", e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a layer's constructor must be callable: " + record, e);
        }
    }

    private static void requireFields(JsonNode json, Set<String> expected, String path) {
        Set<String> unknown = new TreeSet<>(json.propertyNames());
        unknown.remove("type");
        unknown.removeAll(expected);
        Set<String> missing = new TreeSet<>(expected);
        missing.removeAll(json.propertyNames());
        if (!unknown.isEmpty()) {
            throw damaged(
                    path, "unknown field " + shorten(quoted(unknown.iterator().next())), null);
        }
        if (!missing.isEmpty()) {
            throw damaged(path, "expected the fields " + missing + ", got none", null);
        }
    }

    private Object value(Class<?> type, JsonNode json, String path, int depth) {
        if (type == int.class && json.isInt()) {
            return json.intValue();
        } else if (type == double.class && json.isNumber() && Double.isFinite(toDouble(json))) {
            return toDouble(json);
        } else if (type == boolean.class && json.isBoolean()) {
            return json.booleanValue();
        } else if (type.isEnum() && json.isString()) {
            for (Object constant : type.getEnumConstants()) {
                if (LayerTypes.lowerCase((Enum<?>) constant).equals(json.stringValue())) {
                    return constant;
                }
            }
        } else if (type == Shape.class && json.isArray()) {
            return shape(json, path);
        } else if (type == Layer.class) {
            return read(json, path, depth + 1);
        } else if (type == List.class && json.isArray()) {
            List<Layer> children = new ArrayList<>();
            for (JsonNode child : json) {
                children.add(read(child, path + "[" + children.size() + "]", depth + 1));
            }
            return children;
        }
        throw damaged(path, "expected " + describe(type) + ", got " + shorten(json), null);
    }

    /** Infinite beyond the range, where Jackson's own conversion would throw. */
    private static double toDouble(JsonNode number) {
        return number.numberValue().doubleValue();
    }

    private static Shape shape(JsonNode json, String path) {
        int[] dims = new int[Math.min(json.size(), MAX_DIMS)];
        for (int i = 0; i < dims.length; i++) {
            if (!json.get(i).isInt()) {
                throw damaged(path, "expected whole numbers, got " + shorten(json.get(i)), null);
            }
            dims[i] = json.get(i).intValue();
        }
        if (json.size() > MAX_DIMS) {
            throw damaged(path, "expected at most " + MAX_DIMS + " sizes, got " + json.size(), null);
        }
        try {
            return Shape.of(dims);
        } catch (IllegalArgumentException e) {
            throw damaged(path, String.valueOf(e.getMessage()), e);
        }
    }

    private static String describe(Class<?> type) {
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(constant -> "\"" + LayerTypes.lowerCase((Enum<?>) constant) + "\"")
                    .collect(Collectors.joining(" or "));
        }
        if (type == int.class) {
            return "a whole number";
        } else if (type == double.class) {
            return "a number";
        } else if (type == boolean.class) {
            return "true or false";
        }
        return type == Shape.class ? "an array of sizes" : "an array of layers";
    }

    /** A line's worth of what came. Containers are only named: printing them would walk down as deep as a file nests. */
    private static String shorten(JsonNode json) {
        return json.isContainer() ? (json.isArray() ? "an array" : "an object") : shorten(json.toString());
    }

    /** With control characters escaped: a message is one line. */
    private static String quoted(String text) {
        return JsonNodeFactory.instance.stringNode(text).toString();
    }

    private static String shorten(String text) {
        return text.length() <= 60 ? text : text.substring(0, 57) + "...";
    }

    static DamagedFileException damaged(String path, String message, @Nullable Throwable cause) {
        String hint = "the file is damaged, or was written by a newer Cardigan";
        return cause == null
                ? new DamagedFileException(path + ": " + message, hint)
                : new DamagedFileException(path + ": " + message, hint, cause);
    }
}
