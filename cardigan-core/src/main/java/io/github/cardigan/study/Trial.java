package io.github.cardigan.study;

/**
 * One training of a study.
 *
 * @param cell what is trained
 * @param seed with which
 */
public record Trial(StudyCell cell, long seed) {

    /** For people: {@code pac4, seed 2}. */
    @Override
    public String toString() {
        return cell.name() + ", seed " + seed;
    }
}
