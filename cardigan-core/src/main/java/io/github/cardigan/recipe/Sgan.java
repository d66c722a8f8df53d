package io.github.cardigan.recipe;

import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.Holdout;
import io.github.cardigan.data.Samples;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.network.Classifier;
import io.github.cardigan.network.DataDependentStart;
import io.github.cardigan.network.Generator;
import io.github.cardigan.network.Latent;
import io.github.cardigan.network.Network;
import io.github.cardigan.network.Pass;
import io.github.cardigan.objective.CrossEntropy;
import io.github.cardigan.objective.FeatureMatching;
import io.github.cardigan.objective.SemiSupervisedLoss;
import io.github.cardigan.training.Budget;
import io.github.cardigan.training.Diversity;
import io.github.cardigan.training.LabelledFew;
import io.github.cardigan.training.Measure;
import io.github.cardigan.training.Phase;
import io.github.cardigan.training.Plan;
import io.github.cardigan.training.Player;
import io.github.cardigan.training.Validation;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Semi-supervised GAN: a classifier that learns from a few labels, and from all other samples and from generated ones that the former are of
 * some class and the latter of none ({@link SemiSupervisedLoss}). The generator matches its features. The product is the classifier; pictures of
 * samples are the generator's. Networks of {@link SganNetworks}.
 *
 * <p>The few are chosen once, by {@code labelled} and {@code label-draw}; no other label is used in the training. With {@code validation} a share
 * is held out, whose labels measure the accuracy along the way and choose {@code best/}. Records {@code accuracy}, that on the few.
 *
 * <p>Where it deviates from the paper and its code: the generator's move sees the same real batch as the discriminator's; z is normal, not
 * uniform; the generator's batch norm has a scale; and 20 epochs by default instead of 300.
 */
public final class Sgan implements Recipe {

    private static final int START_SAMPLES = 500;

    @Override
    public String name() {
        return "sgan";
    }

    @Override
    public String summary() {
        return "Semi-supervised GAN: a classifier from a few labels and many samples without";
    }

    @Override
    public String paper() {
        return "Salimans, Goodfellow, Zaremba, Cheung, Radford, Chen 2016, Improved Techniques for Training GANs,"
                + " arXiv:1606.03498";
    }

    @Override
    public List<Option<?>> options() {
        return SganOptions.all();
    }

    @Override
    public int defaultBatch() {
        return 100;
    }

    @Override
    public Budget defaultBudget() {
        return Budget.epochs(20);
    }

    @Override
    public int defaultEvaluateSteps() {
        return 600;
    }

    @Override
    public Holdout holdOut(OptionValues options, Dataset data, long seed) {
        double share = options.get(SganOptions.VALIDATION);
        return share == 0 ? Holdout.nothing(data) : Holdout.share(data, share, seed);
    }

    @Override
    public List<Measure> measures(Dataset heldOut) {
        return List.of(new Validation(heldOut));
    }

    /** Networks only: without data there are no labels, and the plan cannot be trained. */
    @Override
    public Plan plan(OptionValues options, Samples samples, Device device, RandomSource random) {
        return plan(options, samples, Optional.empty(), device, random);
    }

    @Override
    public Plan plan(OptionValues options, Dataset training, Device device, RandomSource random) {
        Samples samples = Samples.of(training).requireLabels(name());
        LabelledFew few =
                LabelledFew.of(training, options.get(SganOptions.LABELLED), options.get(SganOptions.LABEL_DRAW));
        Plan plan = plan(options, samples, Optional.of(few), device, random);
        try (TensorScope scope = new TensorScope()) {
            Tensor some = few.draw(START_SAMPLES, random, device).samples();
            DataDependentStart.on(plan.product().network(), some, random);
        }
        return plan;
    }

    private Plan plan(
            OptionValues options, Samples samples, Optional<LabelledFew> few, Device device, RandomSource random) {
        List<String> classes = samples.requireLabels(name()).classes();
        Shape sample = samples.shape();
        NetworkKind kind = NetworkKind.of(options, sample);
        int width = options.get(ConvolutionalGan.WIDTH);
        Latent latent = Latent.normal(options.get(GanOptions.LATENT));
        Generator generator = new Generator(
                latent,
                Network.build(
                        SganNetworks.generator(kind, sample, width),
                        Shape.of(latent.size()),
                        device,
                        random,
                        parameter -> SganNetworks.generatorStart(kind, sample, parameter)));
        Classifier classifier = new Classifier(
                Network.build(
                        SganNetworks.discriminator(kind, classes.size(), width),
                        sample,
                        device,
                        random,
                        SganNetworks::discriminatorStart),
                classes);
        Network body = classifier.network().part(SganNetworks.BODY);
        CrossEntropy crossEntropy = new CrossEntropy(0);
        Scalar weight = new Scalar(options.get(SganOptions.UNLABELLED_WEIGHT).doubleValue());

        Player g = GanOptions.generator(options, generator.network(), List.of());
        Player d = GanOptions.discriminator(options, classifier.network(), List.of(SganNetworks.keepLengths()));
        Phase discriminatorPhase = new Phase("discriminator", d, options.get(GanOptions.DISCRIMINATOR_STEPS), step -> {
            LabelledFew.Drawn labelled = few.orElseThrow(() -> new IllegalStateException(
                            "expected a plan made with data to train, got one made without: it has no labels"))
                    .draw(Math.toIntExact(step.real().size(0)), step.random(), device);
            List<Tensor> logits = logits(
                    classifier, List.of(labelled.samples(), step.real(), step.fakeWithoutHistory()), step.pass());
            Tensor real = logits.get(1);
            Tensor fake = logits.get(2);
            step.record("accuracy", CrossEntropy.accuracy(logits.get(0), labelled.labels()));
            step.record("d_real", torch.sigmoid(SemiSupervisedLoss.score(real)).mean());
            Diversity.record(step, step.fakeWithoutHistory());
            step.record("d_fake", torch.sigmoid(SemiSupervisedLoss.score(fake)).mean());
            Tensor supervised = crossEntropy.loss(logits.get(0), labelled.labels());
            return supervised.add(SemiSupervisedLoss.unsupervised(real, fake).mul(weight));
        });
        Phase generatorPhase = new Phase("generator", g, 1, step -> {
            Tensor real = body.forward(step.real(), step.pass()).to(ScalarType.Float);
            Tensor fake = body.forward(step.fake(), step.pass()).to(ScalarType.Float);
            return kind == NetworkKind.DENSE
                    ? FeatureMatching.meanLoss(real, fake)
                    : FeatureMatching.absoluteLoss(real, fake);
        });
        return new Plan(
                classifier,
                Optional.of(generator),
                List.of(g, d),
                List.of(discriminatorPhase, generatorPhase),
                List.of());
    }

    /** Logits of batches of one size, in one pass: each sample is judged alone. */
    private static List<Tensor> logits(Classifier classifier, List<Tensor> batches, Pass pass) {
        Tensor all = torch.cat(
                new TensorVector(batches.stream()
                        .map(batch -> batch.to(ScalarType.Float))
                        .toArray(Tensor[]::new)),
                0);
        Tensor logits = classifier.logits(all, pass); // [3 N, K]
        long n = batches.get(0).size(0);
        return List.of(logits.narrow(0, 0, n), logits.narrow(0, n, n), logits.narrow(0, 2 * n, n));
    }
}
