package io.github.cardigan.recipe;

import io.github.cardigan.ConfigurationException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The values of a recipe's options: what was set, else the defaults. Immutable. */
public final class OptionValues {

    private final Map<String, Object> values = new LinkedHashMap<>();

    private OptionValues() {}

    /**
     * @param options all that the recipe has
     * @param settings text by option name
     * @throws ConfigurationException for an unknown name (suggests a near one) or a value that is not allowed
     */
    public static OptionValues of(List<Option<?>> options, Map<String, String> settings) {
        OptionValues result = new OptionValues();
        List<String> names = options.stream().<String>map(Option::name).toList();
        for (String name : settings.keySet()) {
            if (!names.contains(name)) {
                throw new ConfigurationException(
                        "unknown option '" + name + "'",
                        Nearest.hint(name, names, "the options are " + String.join(", ", names)));
            }
        }
        for (Option<?> option : options) {
            String text = settings.get(option.name());
            result.values.put(option.name(), text == null ? option.defaultValue() : option.parse(text));
        }
        return result;
    }

    /** All defaults. */
    public static OptionValues defaults(List<Option<?>> options) {
        return of(options, Map.of());
    }

    /**
     * @throws IllegalArgumentException if the recipe does not have this option
     */
    @SuppressWarnings("unchecked") // the value was made by this very option
    public <T> T get(Option<T> option) {
        Object value = values.get(option.name());
        if (value == null) {
            throw new IllegalArgumentException("this recipe has no option " + option.name());
        }
        return (T) value;
    }

    /** Every option with its value as a user would write it, in the recipe's order. */
    public Map<String, String> asText() {
        Map<String, String> text = new LinkedHashMap<>();
        values.forEach((name, value) -> text.put(name, Option.show(value)));
        return text;
    }
}
