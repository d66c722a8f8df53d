package io.github.cardigan.attack;

import java.util.List;
import java.util.stream.Collectors;
import org.bytedeco.pytorch.Tensor;

/**
 * Several defences, one after the other.
 *
 * @param parts in the order in which an image meets them
 */
public record Defences(List<Defence> parts) implements Defence {

    public Defences {
        parts = List.copyOf(parts);
    }

    @Override
    public String name() {
        return parts.stream().map(Defence::name).collect(Collectors.joining("+"));
    }

    @Override
    public Tensor apply(Tensor images) {
        for (Defence part : parts) {
            images = part.apply(images);
        }
        return images;
    }

    @Override
    public boolean differentiable() {
        return parts.stream().allMatch(Defence::differentiable);
    }
}
