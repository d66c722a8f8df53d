package io.github.cardigan.recipe;

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

    /** Whether the generator is asked for classes and the discriminator told of them. */
    boolean conditional() {
        return false;
    }

    /** From {@code [latent]}, with the class beside it, to a sample. */
    abstract Layer generator(OptionValues options, Shape sample);

    /** From a sample, in packs or with the class beside it, to a vector, and last from that to a score. */
    abstract Sequential discriminator(OptionValues options, Shape sample);

    /** Whether the discriminator normalises over the batch. */
    boolean judgesByBatch(OptionValues options, Shape sample) {
        return false;
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
    public final Plan plan(OptionValues options, Samples samples, Device device, RandomSource random) {
        Shape sample = samples.shape();
        Conditions conditions =
                conditional() ? Conditions.of(samples.requireLabels(name()).classes()) : Conditions.NONE;
        Compatibility.check(options, conditions, judgesByBatch(options, sample));
        Latent latent = Latent.normal(options.get(GanOptions.LATENT));
        int pack = options.get(StabiliserOptions.PACKING);
        Function<ParameterSpec, Initializer> start = parameter -> start(options, sample, parameter);
        Stabilisers stabilisers = new Stabilisers(options);
        Generator generator = new Generator(
                latent,
                conditions,
                Network.build(
                        stabilisers.generator(generator(options, sample)),
                        conditions.beside(Shape.of(latent.size())),
                        device,
                        random,
                        start));
        Discriminator discriminator = new Discriminator(
                Network.build(
                        stabilisers.discriminator(discriminator(options, sample)),
                        Packing.packed(conditions.beside(sample), pack),
                        device,
                        random,
                        start),
                conditions,
                pack);

        AdversarialGame game = AdversarialGame.of(discriminator, ObjectiveOptions.objective(options))
                .flipping(options.get(ObjectiveOptions.LABEL_FLIPPING))
                .priced(ObjectiveOptions.regularisers(options))
                .seenThrough(stabilisers.sight(sample))
                .watchedBy(stabilisers::watch)
                .matchingFeatures(options.get(StabiliserOptions.FEATURE_MATCHING));
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
