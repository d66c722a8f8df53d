package io.github.cardigan.network;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.engine.Shape;
import java.lang.reflect.RecordComponent;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes one tree of layers. */
final class LayerWriter {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private int layers;

    ObjectNode write(Layer layer, int depth) {
        String type = LayerTypes.name(layer);
        if (type == null) {
            throw new ConfigurationException(
                    "the layer " + layer.getClass().getName() + " cannot be saved: it is not one of Cardigan's",
                    "build the network from the layers of " + Layer.class.getPackageName()
                            + ", or save its weights only");
        }
        if (depth > LayerFormat.MAX_DEPTH || ++layers > LayerFormat.MAX_LAYERS) {
            throw new ConfigurationException(
                    "expected at most " + LayerFormat.MAX_LAYERS + " layers, nested at most " + LayerFormat.MAX_DEPTH
                            + " deep, in a saved model",
                    "put the layers of nested Sequentials into one");
        }
        ObjectNode json = JSON.objectNode().put("type", type);
        if (layer instanceof Record) {
            for (RecordComponent component : layer.getClass().getRecordComponents()) {
                json.set(component.getName(), value(component, layer, depth));
            }
        }
        return json;
    }

    private JsonNode value(RecordComponent component, Layer layer, int depth) {
        Object value;
        try {
            value = component.getAccessor().invoke(layer);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a layer's component must be readable: " + component, e);
        }
        if (value instanceof Integer number) {
            return JSON.numberNode(number);
        } else if (value instanceof Double number) {
            return JSON.numberNode(number);
        } else if (value instanceof Boolean flag) {
            return JSON.booleanNode(flag);
        } else if (value instanceof Enum<?> constant) {
            return JSON.stringNode(LayerTypes.lowerCase(constant));
        } else if (value instanceof Shape shape) {
            ArrayNode dims = JSON.arrayNode();
            for (int dim : shape.toArray()) {
                dims.add(dim);
            }
            return dims;
        } else if (value instanceof Layer child) {
            return write(child, depth + 1);
        } else if (value instanceof List<?> children) {
            ArrayNode array = JSON.arrayNode();
            children.forEach(child -> array.add(write((Layer) child, depth + 1)));
            return array;
        }
        throw new IllegalStateException("a layer's component must be of a type that is saved: " + component);
    }
}
