package io.github.cardigan.data;

/**
 * Where and in which colours a shape is painted.
 *
 * @param side the side of the image in pixels
 * @param x the shape's middle, in pixels from the left
 * @param y the shape's middle, in pixels from the top
 * @param size the radius of the shape's unit circle, in pixels
 * @param turn rotation in radians, clockwise
 * @param fill the shape's colour
 * @param from the background at one end
 * @param to the background at the other end
 * @param gradient the direction of the background, in radians
 */
record DrawnShapesScene(
        int side, double x, double y, double size, double turn, Colour fill, Colour from, Colour to, double gradient) {

    /** Red, green and blue in [-1, 1]. */
    record Colour(double red, double green, double blue) {

        /** From hue in turns, saturation and lightness in [0, 1]. */
        static Colour hsl(double hue, double saturation, double lightness) {
            return new Colour(
                    channel(0, hue, saturation, lightness),
                    channel(8, hue, saturation, lightness),
                    channel(4, hue, saturation, lightness));
        }

        /** From levels of 0 to 255. */
        static Colour rgb(int red, int green, int blue) {
            return new Colour(red / 127.5 - 1, green / 127.5 - 1, blue / 127.5 - 1);
        }

        /** This colour with a share, 0 to 1, of another. */
        Colour mix(Colour other, double share) {
            return new Colour(
                    red + share * (other.red - red),
                    green + share * (other.green - green),
                    blue + share * (other.blue - blue));
        }

        private static double channel(int n, double hue, double saturation, double lightness) {
            double k = (n + 12 * hue) % 12;
            double value = lightness
                    - saturation
                            * Math.min(lightness, 1 - lightness)
                            * Math.max(-1, Math.min(Math.min(k - 3, 9 - k), 1));
            return 2 * value - 1;
        }

        double channel(int index) {
            return switch (index) {
                case 0 -> red;
                case 1 -> green;
                default -> blue;
            };
        }

        /** How bright it looks, in [-1, 1] (ITU-R BT.709 weights). */
        double brightness() {
            return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
        }
    }

    /** A random scene whose shape stands out from its background. */
    static DrawnShapesScene compose(int side, DrawnRandom random) {
        double middle = (side - 1) / 2.0;
        double size = side * random.uniform(0.24, 0.38);
        double freedom = 0.46 * side - size;
        double x = middle + freedom * random.uniform(-1, 1);
        double y = middle + freedom * random.uniform(-1, 1);
        double turn = random.uniform(-0.45, 0.45);
        double gradient = random.uniform(0, 2 * Math.PI);
        boolean lightOnDark = random.uniform() < 0.5;
        double backHue = random.uniform();
        double saturation = random.uniform(0.15, 0.55);
        double lightness = lightOnDark ? random.uniform(0.08, 0.22) : random.uniform(0.78, 0.92);
        Colour from = Colour.hsl(backHue, saturation, lightness);
        Colour to = Colour.hsl(
                backHue + 0.12 * random.bell() + 1,
                saturation,
                lightness + (lightOnDark ? 0.1 : -0.1) * random.uniform());
        Colour fill = fill(from, to, random);
        return new DrawnShapesScene(side, x, y, size, turn, fill, from, to, gradient);
    }

    /** A vivid colour, made lighter or darker until it differs from both ends of the background. */
    private static Colour fill(Colour from, Colour to, DrawnRandom random) {
        double hue = random.uniform();
        double saturation = random.uniform(0.75, 1);
        double lightness = random.uniform(0.45, 0.6);
        boolean lighter = from.brightness() + to.brightness() < 0;
        Colour colour = Colour.hsl(hue, saturation, lightness);
        while (contrast(colour, from, to) < 0.55 && lightness > 0.1 && lightness < 0.9) {
            lightness += lighter ? 0.02 : -0.02;
            colour = Colour.hsl(hue, saturation, lightness);
        }
        return colour;
    }

    private static double contrast(Colour colour, Colour from, Colour to) {
        double brightness = colour.brightness();
        return Math.min(Math.abs(brightness - from.brightness()), Math.abs(brightness - to.brightness()));
    }

    /** Paints the image channel by channel, row by row, with a soft edge one pixel wide. */
    void paint(DrawnShapesOutline outline, float[] target, int offset) {
        double cos = StrictMath.cos(turn);
        double sin = StrictMath.sin(turn);
        double gradientX = StrictMath.cos(gradient) / side;
        double gradientY = StrictMath.sin(gradient) / side;
        double middle = (side - 1) / 2.0;
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                double right = (column - x) / size;
                double down = (row - y) / size;
                double edge = size * outline.distance(cos * right + sin * down, cos * down - sin * right);
                double cover = Math.max(0, Math.min(1, 0.5 - edge));
                // Half of the gradient lies within half a side of the middle, the corners reach a little further.
                double mix = 0.5 + 0.7 * ((column - middle) * gradientX + (row - middle) * gradientY);
                for (int channel = 0; channel < 3; channel++) {
                    double back = from.channel(channel) + mix * (to.channel(channel) - from.channel(channel));
                    double value = back + cover * (fill.channel(channel) - back);
                    target[offset + (channel * side + row) * side + column] = (float) value;
                }
            }
        }
    }
}
