package io.github.cardigan.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class StrokePathTest {

    private static StrokeLine line(String drawing) {
        return StrokePath.parse(drawing).get(0).line();
    }

    @Test
    void curvePassesItsPointsInOrder() {
        StrokeLine line = line("0,0 10,20 30,5 50,50");
        int pieces = (line.points() - 1) / 3;
        assertThat(List.of(line.x[0], line.x[pieces], line.x[2 * pieces], line.x[3 * pieces]))
                .containsExactly(0.0, 10.0, 30.0, 50.0);
        assertThat(List.of(line.y[0], line.y[pieces], line.y[2 * pieces], line.y[3 * pieces]))
                .containsExactly(0.0, 20.0, 5.0, 50.0);
    }

    @Test
    void middleOfASpanIsTheCatmullRomBlend() {
        // At t = 1/2 the weights of four points are -1/16, 9/16, 9/16, -1/16.
        StrokeLine line = line("0,0 10,20 30,5 50,50");
        int middle = (line.points() - 1) / 2;
        assertThat(line.x[middle]).isEqualTo((-0 + 9 * 10 + 9 * 30 - 50) / 16.0, within(1e-12));
        assertThat(line.y[middle]).isEqualTo((-0 + 9 * 20 + 9 * 5 - 50) / 16.0, within(1e-12));
    }

    @Test
    void cornerKeepsStraightArmsStraightAndASmoothPointDoesNot() {
        assertThat(DoubleStream.of(line("0,0 10,0^ 10,10").x)).allMatch(x -> x <= 10);
        assertThat(DoubleStream.of(line("0,0 10,0 10,10").x)).anyMatch(x -> x > 10.1);
    }

    @Test
    void slashesPartStrokes() {
        List<StrokePath> paths = StrokePath.parse("0,0 10,0 / 1,2 3,4 5,6");
        assertThat(paths).extracting(StrokePath::points).containsExactly(2, 3);
    }

    @Test
    void halfwayBetweenTwoPathsWithoutJitterIsTheirMean() {
        StrokePath one = StrokePath.parse("0,0 10,20").get(0);
        StrokePath other = StrokePath.parse("4,2 20,40").get(0);
        StrokeLine line = one.toward(other, 0.5, 0, new DrawnRandom(1, 1, 1)).line();
        int last = line.points() - 1;
        assertThat(new double[] {line.x[0], line.y[0], line.x[last], line.y[last]})
                .containsExactly(2, 1, 15, 30);
    }

    @Test
    void lengthOfAStraightLineIsTheDistanceOfItsEnds() {
        assertThat(line("0,0 3,4").length()).isEqualTo(5, within(1e-12));
    }
}
