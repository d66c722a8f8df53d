package io.github.cardigan.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the doctor found about one thing.
 *
 * @param name what was looked at, in a word or two
 * @param status whether it works
 * @param found what there is
 * @param todo what to do about it; empty where there is nothing to do
 */
record Check(String name, Status status, String found, String todo) {

    enum Status {
        OK,
        /** Works, but slower or with less than there could be. */
        WARNING,
        FAILED;

        String text() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    static Check ok(String name, String found) {
        return new Check(name, Status.OK, found, "");
    }

    static Check warning(String name, String found, String todo) {
        return new Check(name, Status.WARNING, found, todo);
    }

    static Check failed(String name, String found, String todo) {
        return new Check(name, Status.FAILED, found, todo);
    }

    Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", name);
        json.put("status", status.text());
        json.put("found", found);
        json.put("todo", todo);
        return json;
    }
}
