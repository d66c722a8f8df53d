package io.github.cardigan.data;

import java.util.List;

/** How people write the ten digits: the skeletons behind {@link DrawnDigits}, upright, before slant, pen and hand. */
final class DrawnDigitsStyles {

    private static final List<List<DrawnDigitsStyle>> STYLES =
            List.of(zero(), one(), two(), three(), four(), five(), six(), seven(), eight(), nine());

    private DrawnDigitsStyles() {}

    /** Chooses among the styles of a digit, by their weights. */
    static DrawnDigitsStyle choose(int digit, DrawnRandom random) {
        List<DrawnDigitsStyle> styles = STYLES.get(digit);
        double rest = random.uniform()
                * styles.stream().mapToDouble(DrawnDigitsStyle::weight).sum();
        for (DrawnDigitsStyle style : styles) {
            rest -= style.weight();
            if (rest < 0) {
                return style;
            }
        }
        return styles.get(0);
    }

    private static DrawnDigitsStyle style(double weight, String one, String other) {
        return new DrawnDigitsStyle(weight, one, other);
    }

    private static List<DrawnDigitsStyle> zero() {
        return List.of(
                // an oval from the top, narrow to round
                style(
                        6,
                        "54,1 30,14 19,50 26,84 46,99 68,86 79,50 74,14 54,1",
                        "52,1 16,16 1,50 14,84 48,99 84,84 99,50 86,16 50,2"),
                // begun at the right, the end drawn over the beginning into the bowl
                style(
                        2,
                        "72,14 50,1 28,18 22,52 32,86 52,98 72,84 79,50 70,18 50,6 38,12",
                        "80,10 46,2 12,22 3,54 18,88 50,99 84,82 97,46 84,16 56,5 40,16"),
                // wide and leaning
                style(
                        1.5,
                        "76,4 44,10 16,44 12,80 34,99 66,88 90,50 92,18 70,3",
                        "88,2 50,8 12,40 2,78 26,99 66,86 97,46 99,14 80,3"));
    }

    private static List<DrawnDigitsStyle> one() {
        return List.of(
                // a stroke, upright to leaning
                style(8, "50,0 50,33 50,67 50,100", "70,0 58,33 44,67 30,100"),
                // a little bent
                style(1.5, "46,0 52,33 52,67 48,100", "56,0 48,33 48,67 54,100"),
                // with a flag
                style(1.2, "38,16 52,0^ 51,50 51,100", "28,22 56,0^ 52,50 50,100"),
                // with a flag and a foot
                style(1, "38,14 52,0^ 52,50 51,98 / 32,98 52,98 72,97", "26,22 54,0^ 53,50 52,98 / 18,99 52,97 86,98"));
    }

    private static List<DrawnDigitsStyle> two() {
        return List.of(
                // a round head and a straight foot
                style(
                        4,
                        "12,26 32,4 62,4 78,26 60,54 34,78 8,98^ 50,97 94,96",
                        "8,16 36,1 72,6 84,28 64,56 36,78 12,96^ 52,99 96,94"),
                // a flat head, like a z
                style(
                        2,
                        "8,12 30,4 64,3 80,16 62,46 34,74 8,96^ 50,98 96,97",
                        "4,8 34,6 74,4 86,12 62,44 36,70 14,90^ 54,94 98,98"),
                // a loop at the lower left
                style(
                        3,
                        "14,24 34,4 64,5 77,30 60,62 34,90 16,95 12,80 30,74 58,86 96,92",
                        "6,20 34,2 70,6 80,32 60,64 30,94 8,92 10,74 34,70 62,86 99,82"),
                // a big loop, and a short tail
                style(
                        3,
                        "24,20 40,3 60,6 68,32 58,70 34,98 12,94 10,76 28,66 56,80 88,90",
                        "18,16 40,1 64,6 74,32 62,72 34,99 6,92 8,68 34,62 68,82 99,80"),
                // narrow and tall, the foot short
                style(
                        2,
                        "30,18 44,2 62,6 66,28 52,58 38,82 26,98^ 52,98 84,96",
                        "22,12 44,0 70,8 74,30 56,60 36,84 24,98^ 50,94 78,88"));
    }

    private static List<DrawnDigitsStyle> three() {
        return List.of(
                // two bows meeting in a corner
                style(
                        5,
                        "18,14 44,0 74,10 74,32 42,46^ 76,58 82,82 52,99 12,90",
                        "10,8 48,0 84,12 76,36 34,48^ 78,54 88,78 52,99 6,94"),
                // two bows with a small loop between
                style(
                        2,
                        "16,12 46,0 76,14 66,38 40,46 38,52 56,50 82,66 74,92 42,100 14,90",
                        "8,16 44,0 80,12 72,36 42,50 34,46 52,46 90,62 82,90 44,100 6,88"),
                // a flat top
                style(
                        1,
                        "18,4 46,3 78,4^ 60,24 42,42^ 78,54 82,82 50,99 12,90",
                        "10,6 46,4 84,2^ 62,22 38,40^ 76,50 90,78 50,100 6,92"),
                // narrow, the lower bow curling in
                style(
                        2,
                        "30,12 48,1 66,10 64,30 46,44^ 66,54 72,78 56,98 28,94",
                        "24,14 46,0 70,12 66,36 44,46^ 64,54 74,80 52,100 22,88"),
                // the head thrown to the left, the lower bow small
                style(
                        1.5,
                        "14,14 44,6 76,8 64,30 42,46^ 66,50 74,74 54,98 24,96",
                        "2,16 40,4 86,4 68,32 46,50^ 70,54 76,76 54,99 30,92"));
    }

    private static List<DrawnDigitsStyle> four() {
        return List.of(
                // open: an angle, then the stem
                style(
                        4,
                        "28,14 24,34 18,56^ 48,54 84,52 / 74,2 70,50 66,100",
                        "18,14 14,36 10,58^ 50,57 94,52 / 80,0 74,50 66,100"),
                // open with a leaning arm, the bar crossing well over
                style(
                        3,
                        "42,4 30,30 18,56^ 48,55 84,50 / 68,16 64,58 58,100",
                        "38,2 26,28 12,54^ 50,57 94,52 / 74,12 68,56 62,100"),
                // open with a round bottom, in one go with the stem
                style(
                        3,
                        "30,12 22,34 28,50 48,54 68,46 78,10^ 74,50 70,100",
                        "18,8 12,36 22,54 52,56 76,42 86,4^ 78,50 64,100"),
                // a low bar, the stem hardly below it
                style(
                        1,
                        "30,4 24,36 20,68^ 48,68 88,66 / 70,14 68,58 66,100",
                        "22,0 18,36 12,72^ 50,70 94,70 / 78,6 74,56 70,100"),
                // closed: a triangle and the stem
                style(
                        2,
                        "62,2 44,34 26,64^ 54,65 80,64 / 62,2 61,50 60,100",
                        "60,0 38,32 14,62^ 50,62 88,58 / 66,14 64,56 60,100"));
    }

    private static List<DrawnDigitsStyle> five() {
        return List.of(
                // the bowl first, the bar after
                style(
                        4,
                        "32,4 29,24 26,44^ 54,36 80,54 76,84 46,99 12,90 / 32,4 60,4 88,2",
                        "26,8 22,26 18,46^ 54,38 84,58 72,90 38,99 4,90 / 26,8 62,4 98,0"),
                // in one go, from the end of the bar
                style(
                        3,
                        "86,2 60,3 34,5^ 30,24 28,42^ 58,40 78,58 70,86 42,98 14,90",
                        "98,0 66,6 40,10^ 32,26 24,42^ 58,44 74,62 62,88 34,99 2,92"),
                // a long bar flung upwards, a small bowl
                style(
                        3,
                        "96,2 70,6 46,14^ 38,30 30,44^ 50,46 62,62 50,84 26,96 6,88",
                        "100,0 66,12 38,22^ 32,36 26,50^ 46,50 58,66 44,88 20,98 0,92"),
                // like an s
                style(
                        2,
                        "84,4 58,2 36,12 32,34 56,46 76,62 70,88 44,99 14,90",
                        "94,2 60,2 32,14 28,36 54,48 72,66 60,92 32,99 4,90"),
                // a big round belly, a short bar
                style(
                        1.5,
                        "34,6 30,22 26,38^ 60,36 84,58 74,88 44,100 14,94 / 34,6 52,6 72,4",
                        "30,8 26,20 22,34^ 64,34 92,60 76,92 40,100 8,86 / 30,10 52,8 78,6"));
    }

    private static List<DrawnDigitsStyle> six() {
        return List.of(
                // a round bowl
                style(
                        4,
                        "62,1 40,22 26,50 24,80 44,98 68,90 74,70 58,56 38,64 27,80",
                        "74,0 38,20 16,50 10,80 36,99 74,92 88,70 64,54 32,64 14,82"),
                // a straight stem with a small bowl
                style(
                        3,
                        "46,0 34,26 28,54 28,84 46,99 64,90 68,72 54,62 38,70 30,84",
                        "60,0 40,28 26,56 20,84 40,99 66,92 74,74 58,62 36,72 24,86"),
                // a high bowl, its end curling into the stem
                style(
                        2,
                        "44,0 30,26 22,56 26,86 48,99 70,84 74,56 60,42 42,56 34,82",
                        "52,0 28,24 12,54 16,88 46,100 80,84 90,54 72,38 46,54 32,88"),
                // a tall open stroke like a u, the bowl small at its right
                style(
                        1.5,
                        "32,0 24,28 20,58 28,90 52,98 74,84 78,62 66,50 50,62 46,84",
                        "36,4 20,30 8,60 18,92 50,100 84,84 90,60 74,48 56,64 48,90"),
                // a long swung stem, the bowl low and flat
                style(
                        1,
                        "82,0 52,18 28,48 18,80 40,98 70,92 76,76 58,66 36,74 22,84",
                        "98,4 56,20 24,50 10,82 38,99 76,94 84,78 60,68 34,76 16,88"));
    }

    private static List<DrawnDigitsStyle> seven() {
        return List.of(
                // a bar and a leaning stem
                style(5, "16,8 44,6 80,5^ 68,34 56,66 48,100", "4,10 44,8 92,4^ 72,36 54,66 42,100"),
                // a round shoulder
                style(2, "14,14 38,5 70,3 80,14 66,46 52,100", "6,18 36,6 76,2 86,16 68,46 44,100"),
                // with a hook at the beginning
                style(2, "20,22 20,6^ 48,6 80,4^ 66,42 52,100", "8,28 10,8^ 48,8 90,4^ 68,42 46,100"),
                // an upright stem
                style(1.5, "24,10 46,8 74,4^ 72,36 68,66 64,100", "12,14 46,6 80,6^ 80,36 74,66 66,100"),
                // with a bar through the stem
                style(
                        2,
                        "16,8 44,6 80,5^ 66,36 56,66 48,100 / 34,56 58,52 82,49",
                        "6,10 44,8 90,4^ 68,36 54,66 40,100 / 18,58 56,52 94,46"));
    }

    private static List<DrawnDigitsStyle> eight() {
        return List.of(
                // one line, crossing itself
                style(
                        6,
                        "68,14 48,1 30,18 46,44 70,70 54,98 30,86 36,60 58,40 72,20 66,10",
                        "86,14 52,0 18,16 42,44 80,72 52,100 14,84 28,60 62,42 88,20 80,8"),
                // one bowl on the other
                style(
                        2,
                        "50,1 36,8 32,23 37,38 50,46 63,38 68,23 64,8 50,1 / 50,46 34,56 28,73 34,91 50,99 66,91 72,73 66,56 50,46",
                        "50,0 32,7 24,23 32,40 50,46 68,40 76,23 68,7 50,0 / 50,46 28,55 18,73 27,92 50,100 73,92 82,73 72,55 50,46"),
                // open at the top right
                style(
                        2,
                        "78,6 50,2 32,20 48,44 68,72 52,98 32,86 38,62 58,40 82,12",
                        "90,4 50,0 20,18 42,46 72,74 48,100 20,86 30,62 62,38 98,4"),
                // leaning, the lower bowl small
                style(
                        2,
                        "82,12 58,0 36,16 44,40 58,64 46,96 26,88 36,62 62,38 82,16",
                        "92,14 62,0 28,14 40,40 60,70 40,100 14,88 28,60 66,40 92,18"));
    }

    private static List<DrawnDigitsStyle> nine() {
        return List.of(
                // a loop and a straight stem
                style(
                        4,
                        "70,10 50,1 32,14 28,34 44,46 64,34 71,10^ 69,54 66,100",
                        "80,14 50,0 18,16 12,38 38,48 70,34 82,10^ 76,54 62,100"),
                // in one line, the stem leaning
                style(
                        4,
                        "68,18 52,2 32,14 28,36 46,46 66,32 70,12 70,50 58,100",
                        "78,18 50,0 18,16 14,40 42,48 72,32 80,12 74,52 44,100"),
                // with a curled tail
                style(
                        1.5,
                        "70,16 50,1 28,14 26,36 46,46 66,32 72,12 74,50 68,84 48,99 26,92",
                        "80,18 50,0 18,14 14,40 42,48 72,32 80,12 82,50 72,86 42,99 12,88"),
                // a big round head, closed by the stem
                style(
                        2,
                        "72,6 48,2 26,20 26,46 46,56 66,42 74,4^ 72,52 70,100",
                        "82,6 48,2 16,20 12,48 40,60 72,40 84,2^ 80,52 72,100"),
                // a small head on a long leaning stem
                style(
                        1.5,
                        "66,12 52,2 38,12 36,30 48,38 60,28 68,10^ 58,54 46,100",
                        "76,12 56,1 34,12 28,32 44,42 62,30 78,8^ 62,54 38,100"));
    }
}
