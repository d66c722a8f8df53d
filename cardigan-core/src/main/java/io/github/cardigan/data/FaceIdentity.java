package io.github.cardigan.data;

import io.github.cardigan.data.DrawnShapesScene.Colour;
import java.util.List;

/**
 * Who is drawn, how the head is held and before what; no makeup. Lengths are in the face's own frame: x to the right and y down, the middle of
 * the head at 0, the top of the skull at -1 and the chin at 1.
 */
record FaceIdentity(Pose pose, Head head, Eyes eyes, Nose nose, Mouth mouth, Hair hair, Scene scene) {

    private static final List<Colour> SKINS = List.of(
            Colour.rgb(250, 224, 206),
            Colour.rgb(241, 203, 174),
            Colour.rgb(226, 178, 138),
            Colour.rgb(198, 142, 102),
            Colour.rgb(152, 101, 70),
            Colour.rgb(108, 70, 50));
    private static final List<Colour> HAIRS = List.of(
            Colour.rgb(34, 28, 32),
            Colour.rgb(62, 42, 32),
            Colour.rgb(108, 70, 42),
            Colour.rgb(140, 64, 36),
            Colour.rgb(204, 158, 92),
            Colour.rgb(230, 204, 150),
            Colour.rgb(150, 148, 152));
    private static final List<Colour> IRISES = List.of(
            Colour.rgb(70, 42, 26),
            Colour.rgb(112, 70, 36),
            Colour.rgb(82, 124, 74),
            Colour.rgb(64, 116, 176),
            Colour.rgb(110, 124, 136));

    /**
     * Where the head is in the picture.
     *
     * @param x pixels from the left to its middle
     * @param y pixels from the top to its middle
     * @param size pixels per unit of the face's frame
     * @param tilt to a shoulder, radians, clockwise
     * @param turn how far eyes, nose and mouth are shifted to the right, as when the head turns
     */
    record Pose(double x, double y, double size, double tilt, double turn) {

        /** Where a place of the face's frame is in the picture, in pixels. */
        FacePoint pixel(FacePoint place) {
            double cos = StrictMath.cos(tilt);
            double sin = StrictMath.sin(tilt);
            return new FacePoint(
                    x + size * (cos * place.x() - sin * place.y()), y + size * (sin * place.x() + cos * place.y()));
        }

        List<FacePoint> pixels(List<FacePoint> places) {
            return places.stream().map(this::pixel).toList();
        }
    }

    /**
     * @param width half of the head's width at the ears
     * @param jaw half of the width at the mouth
     * @param chin half of the width just above the chin
     * @param light where the light comes from: -1 left, 1 right
     */
    record Head(double width, double jaw, double chin, Colour skin, double light) {}

    /**
     * Eyes and brows.
     *
     * @param apart half of the distance of their middles
     * @param level y of their middles
     * @param width half of an eye's width
     * @param open height of the upper lid above the corners
     * @param lift how much higher the outer corner is than the inner
     * @param look where they look, to the right
     * @param browHeight of the brow's lower edge above the middle of the eye
     * @param browWeight thickness
     * @param browArch how much higher its middle is than its ends
     */
    record Eyes(
            double apart,
            double level,
            double width,
            double open,
            double lift,
            double look,
            Colour iris,
            double browHeight,
            double browWeight,
            double browArch) {}

    /**
     * @param level y of its lower edge
     * @param width half of its width
     */
    record Nose(double level, double width) {}

    /**
     * @param level y of the line between the lips
     * @param width half of its width
     * @param upper height of the upper lip
     * @param lower height of the lower lip
     * @param open height of the opening
     * @param smile how much higher the corners are than the middle
     * @param lips their colour without makeup
     */
    record Mouth(double level, double width, double upper, double lower, double open, double smile, Colour lips) {}

    /**
     * @param parting where it parts, -1 left to 1 right
     */
    record Hair(FaceHairstyle style, Colour colour, double parting) {}

    /** Behind the face: the ground at its upper and lower edge, and the clothes. */
    record Scene(Colour above, Colour below, Colour clothes) {}

    /** Somebody by chance. */
    static FaceIdentity draw(DrawnRandom random) {
        Pose pose = new Pose(
                31.5 + 1.6 * random.bell(),
                33.5 + 1.2 * random.bell(),
                random.uniform(20.5, 23),
                0.06 * random.bell(),
                0.03 * random.bell());
        Head head = head(random);
        Eyes eyes = eyes(random);
        Nose nose = new Nose(random.uniform(0.35, 0.42), random.uniform(0.1, 0.155));
        Mouth mouth = mouth(head.skin(), random);
        Colour hair = among(HAIRS, random);
        FaceHairstyle style = FaceHairstyle.values()[random.below(FaceHairstyle.values().length)];
        return new FaceIdentity(
                pose,
                head,
                eyes,
                nose,
                mouth,
                new Hair(style, varied(hair, 0.05, random), random.uniform(-0.7, 0.7)),
                scene(random));
    }

    private static Head head(DrawnRandom random) {
        double width = random.uniform(0.72, 0.83);
        double tone = random.uniform(0, SKINS.size() - 1);
        Colour skin = SKINS.get((int) tone).mix(SKINS.get((int) tone + 1), tone - (int) tone);
        return new Head(
                width,
                width * random.uniform(0.74, 0.88),
                width * random.uniform(0.34, 0.52),
                varied(skin, 0.025, random),
                random.uniform(-1, 1));
    }

    private static Eyes eyes(DrawnRandom random) {
        return new Eyes(
                random.uniform(0.34, 0.4),
                random.uniform(-0.02, 0.06),
                random.uniform(0.17, 0.21),
                random.uniform(0.085, 0.13),
                random.uniform(-0.02, 0.05),
                random.uniform(-0.025, 0.025),
                varied(among(IRISES, random), 0.05, random),
                random.uniform(0.25, 0.31),
                random.uniform(0.05, 0.1),
                random.uniform(0.01, 0.07));
    }

    private static Mouth mouth(Colour skin, DrawnRandom random) {
        Colour lips = skin.mix(Colour.rgb(176, 74, 78), random.uniform(0.42, 0.64));
        double open = random.uniform() < 0.45 ? 0.012 : random.uniform(0.03, 0.085);
        return new Mouth(
                random.uniform(0.59, 0.64),
                random.uniform(0.24, 0.33),
                random.uniform(0.075, 0.115),
                random.uniform(0.095, 0.14),
                open,
                random.uniform(-0.02, 0.06),
                lips);
    }

    private static Scene scene(DrawnRandom random) {
        double hue = random.uniform();
        double saturation = random.uniform(0.1, 0.45);
        double lightness = random.uniform(0.45, 0.85);
        return new Scene(
                Colour.hsl(hue, saturation, lightness),
                Colour.hsl(hue + random.uniform(0, 0.1), saturation, lightness - random.uniform(0.05, 0.2)),
                Colour.hsl(random.uniform(), random.uniform(0.2, 0.7), random.uniform(0.2, 0.7)));
    }

    private static Colour among(List<Colour> colours, DrawnRandom random) {
        return colours.get(random.below(colours.size()));
    }

    /** The colour with each channel off by as much as {@code by}. */
    static Colour varied(Colour colour, double by, DrawnRandom random) {
        return new Colour(
                Math.max(-1, Math.min(1, colour.red() + random.uniform(-by, by))),
                Math.max(-1, Math.min(1, colour.green() + random.uniform(-by, by))),
                Math.max(-1, Math.min(1, colour.blue() + random.uniform(-by, by))));
    }
}
