package io.github.cardigan.cli;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.data.ImagePair;
import io.github.cardigan.data.ImageSize;
import io.github.cardigan.data.Samples;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.network.NetworkSummary;
import io.github.cardigan.recipe.Option;
import io.github.cardigan.recipe.OptionValues;
import io.github.cardigan.recipe.Recipe;
import io.github.cardigan.recipe.Recipes;
import io.github.cardigan.training.Plan;
import io.github.cardigan.training.Player;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists the systems there are; shows one with its options and networks. */
@Command(
        name = "recipes",
        description = "What there is; with NAME: paper, options and networks of one.",
        footer = {"", "Example: cardigan recipes dcgan --size 64x64 --channels 3"})
final class RecipesCommand extends CardiganCommand {

    /** What networks are shown for where a recipe needs labels. */
    private static final List<String> TEN_CLASSES =
            IntStream.range(0, 10).mapToObj(Integer::toString).toList();

    @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "A recipe.")
    private @Nullable String name;

    @picocli.CommandLine.Option(
            names = "--size",
            paramLabel = "HxW",
            description = "Show the networks for this image size.")
    private String size = "28x28";

    @picocli.CommandLine.Option(names = "--channels", paramLabel = "N", description = "1 for grey, 3 for colour.")
    private int channels = 1;

    @picocli.CommandLine.Option(
            names = "--set",
            paramLabel = "key=value",
            description = "Show the networks with this option.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Override
    int execute() {
        if (name == null) {
            list();
        } else {
            show(Recipes.named(name));
        }
        return ExitCode.DONE;
    }

    private void list() {
        if (console().json()) {
            Recipes.all()
                    .forEach(
                            recipe -> console().resultJson(Map.of("name", recipe.name(), "summary", recipe.summary())));
            return;
        }
        for (Recipe recipe : Recipes.all()) {
            console().result(String.format("%-22s %s", recipe.name(), recipe.summary()));
        }
        console().say("\n'cardigan recipes NAME' shows paper, options and networks.");
    }

    private void show(Recipe recipe) {
        OptionValues options = OptionValues.of(recipe.options(), settings);
        if (channels != 1 && channels != 3) {
            throw new ConfigurationException("expected --channels 1 or 3, got " + channels, "1 is grey, 3 is colour");
        }
        ImageSize sides = ImageSize.parse(size);
        Samples samples = recipe.samplesAreTwoImages()
                ? pairs(new ImagePair(channels, channels), sides)
                : new Samples(Shape.image(channels, sides.height(), sides.width()), TEN_CLASSES);
        try (Plan plan = recipe.plan(options, samples, Device.cpu(), new RandomSource(0))) {
            if (console().json()) {
                console().resultJson(json(recipe, plan));
                return;
            }
            console().result(recipe.name() + ": " + recipe.summary());
            console().result("Paper: " + recipe.paper());
            console().result("\nOptions, set with --set name=value:");
            console().result(TextColumns.of(optionRows(recipe)));
            for (Player player : plan.players()) {
                console()
                        .result("\n" + player.name() + ", input "
                                + player.network().inputShape() + ":");
                console().result(NetworkSummary.of(player.network()).toString());
            }
        }
    }

    private static Samples pairs(ImagePair pair, ImageSize sides) {
        return new Samples(pair.shape(sides), TEN_CLASSES, Optional.of(pair));
    }

    private static List<List<String>> optionRows(Recipe recipe) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("name", "default", "unit", "range", "what it is"));
        for (Option<?> option : recipe.options()) {
            rows.add(List.of(
                    option.name(), Option.show(option.defaultValue()), option.unit(), option.range(), option.help()));
        }
        return rows;
    }

    private static Map<String, Object> json(Recipe recipe, Plan plan) {
        Map<String, Object> networks = new LinkedHashMap<>();
        for (Player player : plan.players()) {
            networks.put(
                    player.name(),
                    Map.of(
                            "parameters", player.network().parameters().elements(),
                            "flops_per_sample", player.network().flops()));
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("name", recipe.name());
        result.put("summary", recipe.summary());
        result.put("paper", recipe.paper());
        result.put("options", OptionValues.defaults(recipe.options()).asText());
        result.put("networks", networks);
        return result;
    }
}
