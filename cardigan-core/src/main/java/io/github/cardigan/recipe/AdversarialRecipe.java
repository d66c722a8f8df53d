package io.github.cardigan.recipe;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.data.Samples;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.network.Conditions;
import io.github.cardigan.network.Discriminator;
import io.github.cardigan.network.Generator;
import io.github.cardigan.network.Initializer;
import io.github.cardigan.network.Latent;
import io.github.cardigan.network.Layer;
import io.github.cardigan.network.Network;
import io.github.cardigan.network.Packing;
import io.github.cardigan.network.ParameterSpec;
import io.github.cardigan.network.Sequential;
import io.github.cardigan.training.AdversarialGame;
import io.github.cardigan.training.Plan;
import io.github.cardigan.training.Player;
import io.github.cardigan.training.SideTask;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A generator against a discriminator: all that the GANs of the classic family have in common. A recipe of the family says its two networks and
 * which options it starts from; every objective, penalty and stabiliser goes with every pair of networks, as far as it makes sense
 * ({@link Compatibility}).
 */
abstract class AdversarialRecipe implements Recipe {

    /** What can be set on the networks. */
    abstract List<Option<?>> networkOptions();

    /** Options of the family whose defaults this recipe changes. */
    List<Option<?>> changedDefaults() {
        return List.of();
    }

    /** What the generator can be asked for. */
    Conditions asked(OptionValues options, Samples samples) {
        return Conditions.NONE;
    }

    /** Which of it the discriminator is told. */
    Conditions told(OptionValues options, Samples samples) {
        return asked(options, samples);
    }

    /** Where the generator starts. */
    Latent latent(OptionValues options) {
        return Latent.normal(options.get(GanOptions.LATENT));
    }

    /** How many numbers the discriminator says beside its score. */
    int answers(OptionValues options, Samples samples) {
        return 0;
    }

    /** What it is to say with them. */
    Optional<SideTask> sideTask(OptionValues options, Samples samples) {
        return Optional.empty();
    }

    /** From {@code [latent]}, with the class beside it, to a sample. */
    abstract Layer generator(OptionValues options, Shape sample);

    /** From a sample, in packs or with the class it is told beside it, to a vector, and last from that to a score. */
    abstract Sequential discriminator(OptionValues options, Shape sample, Conditions told);

    /** What normalises within the discriminator. */
    ConvNorm norm(OptionValues options, Shape sample) {
        return ConvNorm.NONE;
    }

    /** Where a parameter's first values come from. */
    Initializer start(OptionValues options, Shape sample, ParameterSpec parameter) {
        return parameter.initializer();
    }

    @Override
    public final List<Option<?>> options() {
        Map<String, Option<?>> all = new LinkedHashMap<>();
        List<Option<?>> usual = new ArrayList<>(networkOptions());
        usual.addAll(GanOptions.all());
        usual.addAll(ObjectiveOptions.all());
        usual.addAll(StabiliserOptions.all());
        usual.forEach(option -> all.put(option.name(), option));
        for (Option<?> changed : changedDefaults()) {
            all.replace(changed.name(), changed);
        }
        return List.copyOf(all.values());
    }

    @Override
    public void requireBatch(OptionValues options, int batch) {
        int pack = options.get(StabiliserOptions.PACKING);
        if (batch % pack != 0) {
            throw new ConfigurationException(
                    "expected a batch of whole packs of " + pack + ", got --batch " + batch,
                    "take a multiple of " + pack + ", or another packing");
        }
    }

    @Override
    public final Plan plan(OptionValues options, Samples samples, Device device, RandomSource random) {
        Shape sample = samples.shape();
        Conditions asked = asked(options, samples);
        Conditions told = told(options, samples);
        int answers = answers(options, samples);
        Compatibility.check(options, asked, norm(options, sample));
        Latent latent = latent(options);
        int pack = options.get(StabiliserOptions.PACKING);
        Function<ParameterSpec, Initializer> start = parameter -> start(options, sample, parameter);
        Stabilisers stabilisers = new Stabilisers(options);
        Generator generator = new Generator(
                latent,
                asked,
                Network.build(
                        stabilisers.generator(generator(options, sample)),
                        asked.beside(Shape.of(latent.size())),
                        device,
                        random,
                        start));
        Discriminator discriminator = new Discriminator(
                Network.build(
                        stabilisers.discriminator(ScoreLayer.with(answers, discriminator(options, sample, told))),
                        Packing.packed(told.beside(sample), pack),
                        device,
                        random,
                        start),
                told,
                pack,
                answers);

        AdversarialGame game = AdversarialGame.of(discriminator, ObjectiveOptions.objective(options))
                .flipping(options.get(ObjectiveOptions.LABEL_FLIPPING))
                .priced(ObjectiveOptions.regularisers(options))
                .seenThrough(stabilisers.sight(sample))
                .watchedBy(scores -> stabilisers.watch(scores, pack))
                .matchingFeatures(options.get(StabiliserOptions.FEATURE_MATCHING));
        game = sideTask(options, samples).map(game::beside).orElse(game);
        Player g = GanOptions.generator(options, generator.network(), stabilisers.generatorRules(generator.network()));
        Player d = GanOptions.discriminator(
                options, discriminator.network(), stabilisers.discriminatorRules(discriminator.network()));
        return new Plan(
                generator,
                Optional.of(generator),
                List.of(g, d),
                List.of(
                        game.discriminatorPhase(d, options.get(GanOptions.DISCRIMINATOR_STEPS)),
                        game.generatorPhase(g).from(1 + options.get(StabiliserOptions.WARMUP))),
                stabilisers.memories());
    }
}
