package io.github.cardigan.training;

/** A choice that users write as a short text, and that reads the same text back. */
public interface Written {

    /** As a user would write it. */
    String text();
}
