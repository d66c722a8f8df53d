package io.github.cardigan.recipe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Lists of options made of others. */
final class OptionLists {

    private OptionLists() {}

    /** The own options, then the usual ones; what is among both by name is the recipe's own. */
    static List<Option<?>> of(List<Option<?>> own, List<Option<?>> usual) {
        Map<String, Option<?>> byName = new LinkedHashMap<>();
        Stream.of(own, usual).flatMap(List::stream).forEach(option -> byName.putIfAbsent(option.name(), option));
        return List.copyOf(byName.values());
    }
}
