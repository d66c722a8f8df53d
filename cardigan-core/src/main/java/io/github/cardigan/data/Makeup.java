package io.github.cardigan.data;

import io.github.cardigan.data.DrawnShapesScene.Colour;
import java.util.List;

/**
 * A style of makeup, the same on whatever face it is put. Strengths are the share of makeup in a pixel that it covers fully: 0 none, 1 nothing
 * shines through.
 *
 * @param lips colour of the lips
 * @param lipStrength 0 to 1
 * @param shadow colour above the eyes
 * @param shadowStrength 0 to 1
 * @param shadowExtent how far up to the brow it reaches, above 0 to 1
 * @param blush colour of the cheeks
 * @param blushStrength 0 to 1
 * @param linerStrength of the dark line along the upper lid, 0 to 1
 */
record Makeup(
        Colour lips,
        double lipStrength,
        Colour shadow,
        double shadowStrength,
        double shadowExtent,
        Colour blush,
        double blushStrength,
        double linerStrength) {

    private static final List<Colour> LIPS = List.of(
            Colour.rgb(196, 16, 40), // red
            Colour.rgb(232, 72, 142), // pink
            Colour.rgb(112, 20, 84), // plum
            Colour.rgb(238, 84, 36), // orange
            Colour.rgb(104, 46, 32)); // brown
    private static final List<Colour> SHADOWS = List.of(
            Colour.rgb(48, 92, 206), // blue
            Colour.rgb(34, 146, 98), // green
            Colour.rgb(134, 62, 186), // violet
            Colour.rgb(98, 54, 30)); // brown
    private static final List<Colour> BLUSHES =
            List.of(Colour.rgb(236, 76, 106), Colour.rgb(244, 116, 78), Colour.rgb(196, 48, 104));

    Makeup {
        require(lipStrength);
        require(shadowStrength);
        require(shadowExtent);
        require(blushStrength);
        require(linerStrength);
    }

    private static void require(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("expected a strength or extent from 0 to 1, got " + share);
        }
    }

    /** A style by chance: lips and lids are always made up, the cheeks and the line along the lid mostly. */
    static Makeup draw(DrawnRandom random) {
        return new Makeup(
                among(LIPS, random),
                random.uniform(0.65, 0.95),
                among(SHADOWS, random),
                random.uniform(0.5, 0.9),
                random.uniform(0.45, 1),
                among(BLUSHES, random),
                random.uniform() < 0.3 ? 0 : random.uniform(0.15, 0.5),
                random.uniform() < 0.3 ? 0 : random.uniform(0.6, 1));
    }

    private static Colour among(List<Colour> colours, DrawnRandom random) {
        return FaceIdentity.varied(colours.get(random.below(colours.size())), 0.08, random);
    }
}
