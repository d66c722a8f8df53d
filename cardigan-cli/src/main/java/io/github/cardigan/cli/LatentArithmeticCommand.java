package io.github.cardigan.cli;

import io.github.cardigan.data.ImageGrid;
import io.github.cardigan.io.AtomicFiles;
import io.github.cardigan.latent.LatentExpression;
import io.github.cardigan.latent.Latents;
import io.github.cardigan.model.Model;
import io.github.cardigan.network.Latent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Adds and subtracts latents. */
@Command(
        name = "arithmetic",
        description = "Add and subtract latents: one image per term, then the result.",
        footer = {
            "",
            "A term is the mean of the latents of some seeds; 'generate --seeds 0-99' shows what they look like.",
            "",
            "Example:",
            "  cardigan latent arithmetic --model runs/00001-dcgan-digits --expression \"12,15 - 3,4 + 7\" --out sum.png"
        })
final class LatentArithmeticCommand extends LatentSubcommand {

    @Option(
            names = "--expression",
            required = true,
            paramLabel = "SEEDS",
            description = "Seeds with commas between those to average and + or - between the means.")
    private String expression = "";

    @Option(names = "--out", required = true, paramLabel = "FILE.png", description = "The images side by side.")
    private Path out = Path.of("");

    @Override
    int execute() {
        OutFile.requireFile(out, ".png");
        LatentExpression parsed = LatentExpression.parse(expression);
        try (Model loaded = load()) {
            Latent latent = generator(loaded).latent();
            List<float[]> latents = new ArrayList<>();
            parsed.terms().forEach(term -> latents.add(term.mean(latent)));
            float[] value = parsed.value(latent);
            latents.add(value);
            AtomicFiles.write(
                    out,
                    ImageGrid.png(
                            Latents.generate(generator(loaded), latents),
                            generator(loaded).shape(),
                            latents.size()));
            report(parsed, latent, value);
        }
        return ExitCode.DONE;
    }

    private void report(LatentExpression parsed, Latent latent, float[] value) {
        double length = Latents.length(value);
        double typical = Latents.typicalLength(latent);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("out", out.toString());
        json.put("expression", parsed.toString());
        json.put("length", length);
        json.put("typical_length", typical);
        json.put("z", value);
        String text = String.format(Locale.ROOT, "%s has length %.1f, usual is %.1f", parsed, length, typical);
        report(out, text, json);
    }
}
