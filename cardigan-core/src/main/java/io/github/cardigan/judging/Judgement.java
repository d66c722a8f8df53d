package io.github.cardigan.judging;

import io.github.cardigan.evaluation.Score;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What came of an evaluation.
 *
 * @param generated what was judged, for people
 * @param real what it was compared with; empty if with nothing
 * @param realFingerprint of what it was compared with; figures of different ones do not compare
 * @param split which part of the data that was; empty if with nothing, or statistics
 * @param count images judged
 * @param realCount images compared with
 * @param extractor the extractor's name
 * @param extractorFingerprint of its weights and preprocessing
 * @param classifierAccuracy of the data's own classifier on images it has not seen, from 0 to 1; empty if another one looked
 * @param seed of the generated side
 * @param seconds all of it took
 * @param scores in the order they were computed
 * @param pictures by file name, with what they show
 */
public record Judgement(
        String generated,
        String real,
        String realFingerprint,
        String split,
        int count,
        int realCount,
        String extractor,
        String extractorFingerprint,
        OptionalDouble classifierAccuracy,
        long seed,
        double seconds,
        List<Score> scores,
        List<Picture> pictures) {

    /**
     * A grid of images.
     *
     * @param file its name: {@code nearest.png}
     * @param caption what it shows
     * @param png its bytes
     */
    public record Picture(String file, String caption, byte[] png) {}

    public Judgement {
        scores = List.copyOf(scores);
        pictures = List.copyOf(pictures);
    }

    /** For {@code evaluation.json} and scripts. */
    public Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("format", "cardigan-evaluation");
        json.put("formatVersion", 1);
        json.put("generated", generated);
        json.put("real", real);
        json.put("realFingerprint", realFingerprint);
        json.put("split", split);
        json.put("count", count);
        json.put("realCount", realCount);
        json.put("extractor", extractor);
        json.put("extractorFingerprint", extractorFingerprint);
        classifierAccuracy.ifPresent(value -> json.put("classifierAccuracy", value));
        json.put("seed", seed);
        json.put("seconds", seconds);
        json.put("scores", scores.stream().map(Judgement::toJson).toList());
        json.put(
                "pictures",
                pictures.stream()
                        .map(picture -> Map.of("file", picture.file, "caption", picture.caption))
                        .toList());
        return json;
    }

    static Map<String, Object> toJson(Score score) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("metric", score.metric());
        json.put("name", score.name());
        json.put("value", number(score.value()));
        score.interval().ifPresent(interval -> {
            Map<String, Object> bounds = new LinkedHashMap<>();
            bounds.put("low", number(interval.low()));
            bounds.put("high", number(interval.high()));
            bounds.put("how", interval.how());
            json.put("interval", bounds);
        });
        json.put("protocol", score.protocol());
        json.put("warnings", score.warnings());
        return json;
    }

    /** JSON has no infinity. */
    private static Object number(double value) {
        return Double.isFinite(value) ? value : Double.toString(value);
    }
}
