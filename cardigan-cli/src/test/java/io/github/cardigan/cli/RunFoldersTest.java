package io.github.cardigan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cardigan.recipe.Recipes;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RunFoldersTest {

    @Test
    void theNewestRunIsOfTheRecipeAndOfNoneThatBeginsAlike() {
        List<Path> runs = Stream.of(
                        "00001-wgan-digits", "00002-wgan-mnist", "00003-wgan-gp-digits", "00004-cgan-digits")
                .map(Path::of)
                .toList();
        assertThat(RunFolders.newest(runs, Recipes.named("wgan"))).contains(Path.of("00002-wgan-mnist"));
        assertThat(RunFolders.newest(runs, Recipes.named("wgan-gp"))).contains(Path.of("00003-wgan-gp-digits"));
        assertThat(RunFolders.newest(runs, Recipes.named("gan"))).isEmpty();
    }
}
