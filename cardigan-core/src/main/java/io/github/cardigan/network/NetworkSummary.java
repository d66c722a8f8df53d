package io.github.cardigan.network;

import io.github.cardigan.engine.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * What a network consists of, known before anything is allocated.
 *
 * @param input the shape of one input sample
 * @param rows every layer that has no children, in the order in which they compute
 */
public record NetworkSummary(Shape input, List<Row> rows) {

    /**
     * One layer.
     *
     * @param name what its tensors' names start with, such as {@code 3.body.0}; empty for a network of one layer
     * @param kind such as {@code Conv2d}
     * @param settings such as {@code 5x5, stride 2, 128}; may be empty
     * @param output the shape of one output sample
     * @param parameters learned values
     * @param flops floating-point operations of one forward pass of one sample, as {@link Layer#flops} counts them
     */
    public record Row(String name, String kind, String settings, Shape output, long parameters, long flops) {}

    public NetworkSummary {
        rows = List.copyOf(rows);
    }

    /**
     * Walks through the layers.
     *
     * @throws ShapeException if they do not fit together
     */
    public static NetworkSummary of(Layer layers, Shape input) {
        List<Row> rows = new ArrayList<>();
        layers.outputShape(input); // complains with the whole path, if there is anything to complain about
        collect(new Child("", layers, input), rows);
        return new NetworkSummary(input, rows);
    }

    public static NetworkSummary of(Network network) {
        return of(network.layers(), network.inputShape());
    }

    private static void collect(Child child, List<Row> rows) {
        Layer layer = child.layer();
        Shape input = child.input();
        List<Child> children = layer.children(input);
        if (children.isEmpty()) {
            long parameters = layer.parameters(input).stream()
                    .mapToLong(ParameterSpec::elements)
                    .sum();
            rows.add(new Row(
                    child.name(),
                    layer.kind(),
                    layer.settings(),
                    layer.outputShape(input),
                    parameters,
                    layer.flops(input)));
            return;
        }
        String prefix = child.name().isEmpty() ? "" : child.name() + ".";
        children.forEach(inner -> collect(new Child(prefix + inner.name(), inner.layer(), inner.input()), rows));
    }

    /** Learned values of all layers together. */
    public long parameters() {
        return rows.stream().mapToLong(Row::parameters).sum();
    }

    /** Floating-point operations of one forward pass of one sample. */
    public long flops() {
        return rows.stream().mapToLong(Row::flops).sum();
    }

    /** A text table: a header, a line per layer, a line of totals. No line break at the end. */
    @Override
    public String toString() {
        TextTable table = new TextTable("layer", "kind", "settings", "output", "parameters", "FLOPs");
        table.add("", "input", "", input.toString(), "", "");
        rows.forEach(row -> table.add(
                row.name(),
                row.kind(),
                row.settings(),
                row.output().toString(),
                TextTable.grouped(row.parameters()),
                TextTable.grouped(row.flops())));
        table.add("total", "", "", "", TextTable.grouped(parameters()), TextTable.grouped(flops()));
        return table.toString();
    }
}
