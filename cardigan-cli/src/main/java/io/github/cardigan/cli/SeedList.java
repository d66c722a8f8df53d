package io.github.cardigan.cli;

import io.github.cardigan.ConfigurationException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Seeds as people write them: {@code 1,2,5-9}. */
final class SeedList {

    private static final int MOST = 1_000_000;
    private static final Pattern PART = Pattern.compile("(\\d{1,18})(?:-(\\d{1,18}))?");

    private SeedList() {}

    /** @throws ConfigurationException if it is something else, a range runs backwards, or there are more than a million */
    static List<Long> parse(String option, String text) {
        List<Long> seeds = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            Matcher matcher = PART.matcher(part.strip());
            if (!matcher.matches()) {
                throw wrong(option, text, "'" + part.strip() + "'");
            }
            long first = Long.parseLong(matcher.group(1));
            long last = matcher.group(2) == null ? first : Long.parseLong(matcher.group(2));
            if (last < first) {
                throw wrong(option, text, part.strip() + ", which runs backwards");
            }
            if (last - first >= MOST - seeds.size()) {
                throw wrong(option, text, "more than " + MOST);
            }
            for (long seed = first; seed <= last; seed++) {
                seeds.add(seed);
            }
        }
        return seeds;
    }

    private static ConfigurationException wrong(String option, String text, String got) {
        return new ConfigurationException(
                "expected seeds after %s, got %s in '%s'".formatted(option, got, text),
                "for example 1,2,5-9: whole numbers from 0, and ranges");
    }
}
