package io.github.cardigan.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cardigan.ConfigurationException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionTest {

    private static final Option<Integer> WIDTH = Option.integer("width", 64, 4, 512, "channels", "Width.");
    private static final Option<Double> RATE = Option.positive("rate", 2e-4, 1, "per update", "Rate.");
    private static final Option<Double> BETA = Option.below("beta", 0.5, 1, "", "Beta.");
    private static final List<Option<?>> ALL = List.of(WIDTH, RATE, BETA);

    private enum Fruit {
        APPLE,
        PEAR
    }

    @Test
    void choicesFlagsAndAutoAreWords() {
        Option<Fruit> fruit = Option.choice("fruit", Fruit.class, Fruit.PEAR, "Fruit.");
        assertThat(fruit.parse("apple")).isEqualTo(Fruit.APPLE);
        assertThat(Option.show(Fruit.PEAR)).isEqualTo("pear");
        assertThatThrownBy(() -> fruit.parse("plum"))
                .hasMessage("expected fruit apple, pear, got 'plum'")
                .extracting(e -> ((ConfigurationException) e).hint())
                .isEqualTo("its default is pear");
        Option<Boolean> flip = Option.flag("flip", false, "Flip.");
        assertThat(flip.parse("true")).isTrue();
        assertThat(flip.parse("false")).isFalse();
        assertThatThrownBy(() -> flip.parse("yes")).hasMessage("expected flip true or false, got 'yes'");
        Option<Optional<Integer>> width = WIDTH.orAuto();
        assertThat(width.defaultValue()).isEmpty();
        assertThat(width.parse("auto")).isEmpty();
        assertThat(width.parse("8")).contains(8);
        assertThat(Option.show(Optional.of(8))).isEqualTo("8");
        assertThat(Option.show(Optional.empty())).isEqualTo("auto");
        assertThatThrownBy(() -> width.parse("3"))
                .hasMessage("expected width auto or from 4 to 512 (channels), got '3'");
    }

    @Test
    void valuesInRangeAreRead() {
        assertThat(WIDTH.parse("4")).isEqualTo(4);
        assertThat(WIDTH.parse(" 512 ")).isEqualTo(512);
        assertThat(RATE.parse("1e-4")).isEqualTo(0.0001);
        assertThat(RATE.parse("1")).isEqualTo(1);
        assertThat(BETA.parse("0")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "513", "sixty", "", "64.0", "99999999999"})
    void aWholeNumberOutOfRangeIsRefusedWithItsRangeAndUnit(String text) {
        assertThatThrownBy(() -> WIDTH.parse(text))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("expected width from 4 to 512 (channels), got '" + text + "'")
                .extracting(e -> ((ConfigurationException) e).hint())
                .isEqualTo("its default is 64");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.01", "NaN", "Infinity", "0,1"})
    void aNumberOutOfRangeIsRefused(String text) {
        assertThatThrownBy(() -> RATE.parse(text))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("expected rate above 0, up to 1 (per update), got '" + text + "'")
                .extracting(e -> ((ConfigurationException) e).hint())
                .isEqualTo("its default is 0.0002");
        assertThatThrownBy(() -> BETA.parse(text.equals("0") ? "1" : text)).isInstanceOf(ConfigurationException.class);
    }

    @Test
    void whatIsSetReplacesTheDefaultAndTextComesBack() {
        OptionValues values = OptionValues.of(ALL, Map.of("rate", "0.00001"));
        assertThat(values.get(RATE)).isEqualTo(1e-5);
        assertThat(values.get(WIDTH)).isEqualTo(64);
        assertThat(values.asText())
                .containsExactly(Map.entry("width", "64"), Map.entry("rate", "0.00001"), Map.entry("beta", "0.5"));
        assertThatThrownBy(() -> values.get(Option.below("decay", 0.5, 1, "", "Decay.")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("this recipe has no option decay");
    }

    @Test
    void anUnknownOptionGetsTheNearestNameOrAllOfThem() {
        assertThatThrownBy(() -> OptionValues.of(ALL, Map.of("widht", "8")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("unknown option 'widht'")
                .extracting(e -> ((ConfigurationException) e).hint())
                .isEqualTo("did you mean 'width'?");
        assertThatThrownBy(() -> OptionValues.of(ALL, Map.of("temperature", "8")))
                .extracting(e -> ((ConfigurationException) e).hint())
                .isEqualTo("the options are width, rate, beta");
    }

    @Test
    void anUnknownRecipeGetsTheNearestName() {
        assertThatThrownBy(() -> Recipes.named("dcgna"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("unknown recipe 'dcgna'")
                .extracting(e -> ((ConfigurationException) e).hint())
                .isEqualTo("did you mean 'dcgan'?");
    }

    @ParameterizedTest
    @CsvSource({"kitten, sitting, 3", "'', abc, 3", "abc, '', 3", "same, same, 0", "flaw, lawn, 2", "ab, ba, 2"})
    void distancesAreLevenshteins(String a, String b, int expected) {
        assertThat(Nearest.distance(a, b)).isEqualTo(expected);
    }
}
