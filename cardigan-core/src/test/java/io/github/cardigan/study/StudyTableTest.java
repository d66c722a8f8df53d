package io.github.cardigan.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.run.RunSummary.Conditions;
import io.github.cardigan.training.Goal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StudyTableTest {

    private static final StudyCell A = Results.cell("a");
    private static final StudyCell B = Results.cell("b");
    private static final StudyCell C = Results.cell("c");

    private final Map<Trial, TrialResult> results = new LinkedHashMap<>();

    private void put(StudyCell cell, long seed, TrialResult result) {
        results.put(new Trial(cell, seed), result);
    }

    private StudyTable table(String... measures) {
        return StudyTable.of(new Study("s", List.of(A, B, C), List.of(1L, 2L, 3L), List.of(measures)), results);
    }

    private static TrialResult scored(double fid, double recall) {
        Map<String, Double> scores = new LinkedHashMap<>();
        scores.put("fid", fid);
        scores.put("recall", recall);
        return Results.done(scores, Results.ALIKE, Map.of());
    }

    /** By hand: 1, 2 and 6 have the mean 3 and the deviation sqrt((4 + 1 + 9) / 2) = sqrt 7. */
    @Test
    void meanAndSpreadAreOverTheSeedsOfACell() {
        put(A, 1, scored(1, 0.5));
        put(A, 2, scored(2, 0.5));
        put(A, 3, scored(6, 0.5));
        put(B, 1, scored(4, 0.25));
        StudyTable table = table();

        assertThat(table.columns()).extracting(StudyTable.Column::name).containsExactly("fid-40", "recall-40");
        SeedValues fid = table.rows().get(0).values().get(0);
        assertThat(fid.mean()).isEqualTo(3);
        assertThat(fid.deviation().orElseThrow()).isEqualTo(Math.sqrt(7), within(1e-15));
        assertThat(table.text(0, 0)).isEqualTo("3.0 ± 2.6");
        assertThat(table.text(1, 0)).isEqualTo("4");
        assertThat(table.text(2, 0)).isEqualTo("–");
        assertThat(table.rows().get(0).done()).containsExactly(1L, 2L, 3L);
        assertThat(table.rows().get(0).stepsText()).isEqualTo("20");
        assertThat(table.rows().get(0).timeText()).isEqualTo("3 s");
        assertThat(table.rows().get(2).stepsText()).isEqualTo("–");
        assertThat(table.failures()).isEmpty();
        assertThat(table.notices()).isEmpty();
    }

    @Test
    void theBestMeanIsMarkedInTheMetricsOwnDirection() {
        put(A, 1, scored(1, 0.25));
        put(B, 1, scored(2, 0.5));
        StudyTable table = table();
        assertThat(table.best(0, 0)).as("less fid").isTrue();
        assertThat(table.best(1, 0)).isFalse();
        assertThat(table.best(0, 1)).isFalse();
        assertThat(table.best(1, 1)).as("more recall").isTrue();
        assertThat(table.best(2, 0)).as("nothing there").isFalse();
    }

    @Test
    void allThatAreBestAreMarkedButNotWhereNothingIsWorse() {
        put(A, 1, scored(1, 0.5));
        put(B, 1, scored(1, 0.5));
        assertThat(table().best(0, 0)).isFalse();
        put(C, 1, scored(2, 0.5));
        assertThat(table().best(0, 0)).isTrue();
        assertThat(table().best(1, 0)).isTrue();
        assertThat(table().best(2, 0)).isFalse();
        assertThat(table().best(0, 1)).isFalse();
    }

    @Test
    void aSingleRowIsNotTheBestAndNeitherIsAMetricWithoutABetterWay() {
        put(A, 1, Results.done(Map.of("density", 0.5), Results.ALIKE, Map.of()));
        assertThat(table().best(0, 0)).isFalse();
        put(B, 1, Results.done(Map.of("density", 0.7), Results.ALIKE, Map.of()));
        assertThat(table().best(0, 0)).isFalse();
        assertThat(table().best(1, 0)).isFalse();
        assertThat(table().columns().get(0).goal()).isEmpty();
    }

    @Test
    void whatIsInfiniteIsNotTheBestButAnotherMayBeBetter() {
        put(A, 1, scored(Double.POSITIVE_INFINITY, 0));
        put(B, 1, scored(5, 0));
        assertThat(table().best(0, 0)).isFalse();
        assertThat(table().best(1, 0)).isTrue();
    }

    /** A classifier that tells both sides apart in 45 of 100 cases does no better than one in 50 of 100. */
    @Test
    void belowChanceIsChance() {
        put(A, 1, Results.done(Map.of("c2st", 0.45), Results.ALIKE, Map.of()));
        put(B, 1, Results.done(Map.of("c2st", 0.5), Results.ALIKE, Map.of()));
        put(C, 1, Results.done(Map.of("c2st", 0.9), Results.ALIKE, Map.of()));
        assertThat(table().best(0, 0)).isTrue();
        assertThat(table().best(1, 0)).isTrue();
        assertThat(table().best(2, 0)).isFalse();
    }

    @Test
    void scoresMadeUnderDifferentConditionsAreShownButNotRanked() {
        put(A, 1, scored(1, 0.5));
        put(B, 1, Results.done(Map.of("fid", 2.0), new Conditions("another", "digits", "train", 40, 200), Map.of()));
        StudyTable table = table();
        assertThat(table.best(0, 0)).isFalse();
        assertThat(table.text(0, 0)).isEqualTo("1");
        assertThat(table.notices())
                .singleElement()
                .asString()
                .startsWith("fid-40 was made with different extractors")
                .endsWith("do not compare");
    }

    @Test
    void failedSeedsAreNamedAndLeftOutOfTheMean() {
        put(A, 1, scored(1, 0.5));
        put(A, 2, Results.lost(TrialStatus.DIVERGED, "training diverged at step 7"));
        put(A, 3, Results.lost(TrialStatus.FAILED, "the disk is full"));
        StudyTable table = table();
        assertThat(table.rows().get(0).failedText()).isEqualTo("2 (diverged), 3 (failed)");
        assertThat(table.rows().get(1).failedText()).isEqualTo("–");
        assertThat(table.rows().get(0).done()).containsExactly(1L);
        assertThat(table.rows().get(0).values().get(0).count()).isEqualTo(1);
        assertThat(table.failures())
                .containsExactly(
                        "a, seed 2 diverged: training diverged at step 7", "a, seed 3 failed: the disk is full");
    }

    @Test
    void measuresAreTheLastThatTheRunsRecordedWithTheDirectionTheyGave() {
        put(A, 1, Results.done(Map.of(), Results.ALIKE, Map.of("accuracy", 0.5, "loss", 2.0)));
        put(A, 2, Results.done(Map.of(), Results.ALIKE, Map.of("accuracy", 0.75, "loss", 1.0)));
        put(B, 1, Results.done(Map.of(), Results.ALIKE, Map.of("accuracy", 0.5)));
        StudyTable table = table("accuracy", "loss");
        assertThat(table.columns().get(0).goal()).contains(Goal.highest("accuracy"));
        assertThat(table.columns().get(1).goal()).as("no direction was given").isEmpty();
        assertThat(table.rows().get(0).values().get(0).values()).containsExactly(0.5, 0.75);
        assertThat(table.best(0, 0)).isTrue();
        assertThat(table.best(0, 1)).isFalse();
    }

    @Test
    void aMeasureThatOnlySomeSeedsHaveSaysHowMany() {
        put(A, 1, Results.done(Map.of(), Results.ALIKE, Map.of("loss", 2.0)));
        put(A, 2, Results.done(Map.of(), Results.ALIKE, Map.of()));
        assertThat(table("loss").text(0, 0)).isEqualTo("2 (n = 1)");
    }

    @Test
    void aMeasureThatNoRunRecordedIsANotice() {
        assertThat(table("acuracy").notices()).as("nothing is known yet").isEmpty();
        put(A, 1, Results.done(Map.of(), Results.ALIKE, Map.of("accuracy", 0.5)));
        assertThat(table("acuracy").notices()).containsExactly("no run recorded 'acuracy'; recorded are accuracy");
    }

    @Test
    void runsOfDifferentCommitsAreANotice() {
        put(A, 1, scored(1, 0));
        TrialResult other = scored(1, 0);
        put(
                A,
                2,
                new TrialResult(
                        1,
                        TrialStatus.DONE,
                        "",
                        20,
                        3,
                        1,
                        other.evaluation(),
                        other.scores(),
                        List.of("few images"),
                        Map.of(),
                        Map.of(),
                        Results.run("def"),
                        other.finished()));
        assertThat(table().notices()).containsExactly("trained with different commits: abc, def", "few images");
    }
}
