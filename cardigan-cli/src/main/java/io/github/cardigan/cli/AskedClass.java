package io.github.cardigan.cli;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.model.Model;
import io.github.cardigan.network.Conditions;
import io.github.cardigan.network.Generator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The class that a user asks a model for, by its name or by its number. */
final class AskedClass {

    private AskedClass() {}

    /**
     * The model's generator, asked for this class.
     *
     * @param label null to ask for none
     * @throws ConfigurationException if there is no such class, or none can be asked for
     */
    static Generator of(Model model, @Nullable String label) {
        Generator generator = model.generator();
        return label == null ? generator : generator.asking(number(generator.conditions(), label));
    }

    /**
     * The number of this class.
     *
     * @throws ConfigurationException if there is no such class, or none can be asked for
     */
    static int number(Conditions conditions, String label) {
        List<String> classes = conditions.classes();
        if (classes.isEmpty()) {
            throw new ConfigurationException(
                    "expected a model that can be asked for classes, but this one was trained without",
                    "ask for none, or train one that can, such as cgan");
        }
        int index = classes.indexOf(label);
        if (index < 0 && label.matches("[0-9]{1,9}")) {
            index = Integer.parseInt(label);
        }
        if (index < 0 || index >= classes.size()) {
            throw new ConfigurationException(
                    "expected one of the " + classes.size() + " classes, got '" + label + "'",
                    "they are " + String.join(", ", classes.subList(0, Math.min(20, classes.size())))
                            + (classes.size() > 20 ? ", ..." : "") + ", or their numbers from 0");
        }
        return index;
    }
}
