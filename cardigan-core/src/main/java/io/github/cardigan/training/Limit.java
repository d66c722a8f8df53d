package io.github.cardigan.training;

/**
 * Where a reading is bad and where it is good again. The two differ, so that a reading that hovers does not chatter: between them
 * what was found stays found, and what was not is not.
 *
 * @param begins from here on it is bad
 * @param ends from here on it is good; below {@code begins} where high readings are bad, above it where low ones are
 */
public record Limit(double begins, double ends) {

    /** What a reading says. */
    enum Verdict {
        BAD,
        GOOD,
        /** Neither, or not known yet. */
        OPEN
    }

    public Limit {
        if (Double.isNaN(begins) || Double.isNaN(ends) || begins == ends) {
            throw new IllegalArgumentException("expected two different limits, got " + begins + " and " + ends);
        }
    }

    /**
     * @param reading NaN for not known
     */
    Verdict of(double reading) {
        boolean highIsBad = begins > ends;
        if (highIsBad ? reading >= begins : reading <= begins) {
            return Verdict.BAD;
        }
        return (highIsBad ? reading <= ends : reading >= ends) ? Verdict.GOOD : Verdict.OPEN;
    }
}
