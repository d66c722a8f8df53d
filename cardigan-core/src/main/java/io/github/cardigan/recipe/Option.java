package io.github.cardigan.recipe;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.training.Schedule;
import io.github.cardigan.training.Written;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Something a user can set on a recipe with {@code --set name=value}.
 *
 * @param name lower case with hyphens, unique in its recipe
 * @param defaultValue used where nothing is set
 * @param range what is allowed, for people: {@code in (0, 1]}
 * @param unit what the value counts, for people: {@code per update}; empty where there is none
 * @param help one sentence
 * @param parser from text; any exception means the text is not such a value
 * @param allowed whether a value is in range
 */
public record Option<T>(
        String name,
        T defaultValue,
        String range,
        String unit,
        String help,
        Function<String, T> parser,
        Predicate<T> allowed) {

    private static final String AUTO = "auto";

    /** A whole number from {@code min} to {@code max}. */
    public static Option<Integer> integer(String name, int defaultValue, int min, int max, String unit, String help) {
        return new Option<>(
                name,
                defaultValue,
                "from " + min + " to " + max,
                unit,
                help,
                Integer::valueOf,
                value -> value >= min && value <= max);
    }

    /** A number above 0 and up to {@code max}. */
    public static Option<Double> positive(String name, double defaultValue, double max, String unit, String help) {
        return new Option<>(
                name,
                defaultValue,
                "above 0, up to " + plain(max),
                unit,
                help,
                Double::valueOf,
                value -> value > 0 && value <= max);
    }

    /** A number from 0 to below {@code end}. */
    public static Option<Double> below(String name, double defaultValue, double end, String unit, String help) {
        return new Option<>(
                name,
                defaultValue,
                "from 0 to below " + plain(end),
                unit,
                help,
                Double::valueOf,
                value -> value >= 0 && value < end);
    }

    /** How a learning rate changes. */
    public static Option<Schedule> schedule(String name, Schedule defaultValue, String help) {
        return new Option<>(
                name,
                defaultValue,
                "constant, linear[:START], cosine[:END], exponential[:END] or onecycle[:PEAK]",
                "",
                help,
                Schedule::parse,
                value -> true);
    }

    /** One of a few words, the constants of an enum in lower case. */
    public static <E extends Enum<E>> Option<E> choice(String name, Class<E> type, E defaultValue, String help) {
        List<String> words =
                Stream.of(type.getEnumConstants()).map(Option::word).toList();
        return new Option<>(
                name,
                defaultValue,
                String.join(", ", words),
                "",
                help,
                text -> type.getEnumConstants()[requireKnown(words.indexOf(text))],
                value -> true);
    }

    /** Yes or no. */
    public static Option<Boolean> flag(String name, boolean defaultValue, String help) {
        List<String> words = List.of("false", "true");
        return new Option<>(
                name,
                defaultValue,
                "true or false",
                "",
                help,
                text -> requireKnown(words.indexOf(text)) == 1,
                value -> true);
    }

    private static int requireKnown(int index) {
        if (index < 0) {
            throw new IllegalArgumentException();
        }
        return index;
    }

    /** The same with another default, for a recipe that knows better. */
    public Option<T> withDefault(T newDefault) {
        return new Option<>(name, newDefault, range, unit, help, parser, allowed);
    }

    /** The same with other words about it, for a recipe where it means less. */
    public Option<T> withHelp(String newHelp) {
        return new Option<>(name, defaultValue, range, unit, newHelp, parser, allowed);
    }

    /** The same where the recipe chooses unless the user does: {@code auto}, the default, is empty. */
    public Option<Optional<T>> orAuto() {
        return new Option<>(
                name,
                Optional.empty(),
                "auto or " + range,
                unit,
                help,
                text -> text.equals(AUTO) ? Optional.empty() : Optional.of(parser.apply(text)),
                value -> value.isEmpty() || allowed.test(value.get()));
    }

    /**
     * @throws ConfigurationException if the text is not a value of this option, or out of range
     */
    public T parse(String text) {
        try {
            T value = parser.apply(text.trim());
            if (allowed.test(value)) {
                return value;
            }
        } catch (IllegalArgumentException e) {
            // falls through to the message below
        }
        throw new ConfigurationException(
                "expected " + name + " " + range + (unit.isEmpty() ? "" : " (" + unit + ")") + ", got '" + text + "'",
                "its default is " + show(defaultValue));
    }

    /** A value as a user would write it. */
    public static String show(Object value) {
        if (value instanceof Double number) {
            return plain(number);
        }
        if (value instanceof Written written) {
            return written.text();
        }
        if (value instanceof Optional<?> choice) {
            return choice.map(Option::show).orElse(AUTO);
        }
        return value instanceof Enum<?> constant ? word(constant) : String.valueOf(value);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String plain(double number) {
        String text =
                new BigDecimal(String.valueOf(number)).stripTrailingZeros().toPlainString();
        return text;
    }
}
