package io.github.cardigan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cardigan.recipe.Recipe;
import io.github.cardigan.recipe.Recipes;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tools.jackson.databind.json.JsonMapper;

/** What the program says of itself. */
class HelpTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "train",
                "generate",
                "evaluate",
                "compare",
                "study",
                "attack",
                "recipes",
                "bench",
                "doctor",
                "latent",
                "embed",
                "reconstruct"
            })
    void theHelpOfACommandMentionsEveryOptionAndParameter(String command) {
        Ran help = Ran.cardigan(command, "--help").succeeds();
        CommandLine commandLine = Main.commandLine().getSubcommands().get(command);
        commandLine.getCommandSpec().options().forEach(option -> {
            assertThat(help.out()).contains(option.longestName());
            assertThat(option.description()).as(option.longestName()).isNotEmpty();
        });
        commandLine
                .getCommandSpec()
                .positionalParameters()
                .forEach(parameter -> assertThat(help.out()).contains(parameter.paramLabel()));
        assertThat(help.err()).isEmpty();
    }

    @Test
    void theHelpListsEveryCommand() {
        Ran help = Ran.cardigan("--help").succeeds();
        assertThat(help.out()).contains(Main.commandLine().getSubcommands().keySet());
    }

    @Test
    void theVersionNamesCardiganLibtorchAndJava() {
        Ran version = Ran.cardigan("--version").succeeds();
        assertThat(version.out())
                .containsPattern("cardigan \\d+\\.\\d+")
                .containsPattern("libtorch \\d+\\.\\d+")
                .contains("java ");
    }

    @Test
    void recipesListsEveryRecipe() {
        Ran ran = Ran.cardigan("recipes").succeeds();
        for (Recipe recipe : Recipes.all()) {
            assertThat(ran.out()).contains(recipe.name()).contains(recipe.summary());
        }
    }

    @Test
    void recipesShowsPaperOptionsAndLayers() {
        Ran ran = Ran.cardigan("recipes", "dcgan", "--set", "width=4").succeeds();
        assertThat(ran.out()).contains("Radford", "arXiv:1511.06434", "generator", "discriminator");
        Recipes.named("dcgan")
                .options()
                .forEach(option -> assertThat(ran.out()).contains(option.name()).contains(option.help()));
        // generator: 1 dense, 3 norms, 3 transposed convolutions; discriminator: 2 convolutions, 1 dense
        assertThat(ran.out().lines().filter(line -> line.contains("ConvTranspose2d")))
                .hasSize(3);
        assertThat(ran.out().lines().filter(line -> line.contains("BatchNorm"))).hasSize(3);
        assertThat(ran.out().lines().filter(line -> line.contains("Conv2d"))).hasSize(2);
        assertThat(ran.out().lines().filter(line -> line.contains("Dense"))).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("names")
    void recipesShowsEveryRecipe(String name) {
        assertThat(Ran.cardigan("recipes", name).succeeds().out()).contains("Options", "parameters");
    }

    static Stream<String> names() {
        return Recipes.all().stream().map(Recipe::name);
    }

    @Test
    void recipesShowsNetworksForAnotherSize() {
        Ran ran = Ran.cardigan("recipes", "dcgan", "--set", "width=4", "--size", "32x48", "--channels", "3")
                .succeeds();
        assertThat(ran.out()).contains("[3, 32, 48]");
    }

    @Test
    void recipesInJsonParse() {
        Ran one = Ran.cardigan("recipes", "dcgan", "--set", "width=4", "--json").succeeds();
        assertThat(new JsonMapper().readTree(one.out()).path("paper").asString())
                .contains("1511.06434");
        Ran.cardigan("recipes", "--json")
                .succeeds()
                .outLines()
                .forEach(line -> assertThat(
                                new JsonMapper().readTree(line).path("name").asString())
                        .isNotEmpty());
    }
}
