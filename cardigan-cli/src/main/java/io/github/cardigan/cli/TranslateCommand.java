package io.github.cardigan.cli;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.DataException;
import io.github.cardigan.data.ImageGrid;
import io.github.cardigan.data.ImageSize;
import io.github.cardigan.data.Pictures;
import io.github.cardigan.data.UnreadableSampleException;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.io.AtomicFiles;
import io.github.cardigan.model.ImageTranslation;
import io.github.cardigan.model.Model;
import io.github.cardigan.network.Translator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Sends images and films through a translator. */
@Command(
        name = "translate",
        description = "Send images through a model that makes images of images, such as one of pix2pix.",
        footer = {
            "",
            "Images keep their size and their name, with .png. Sides that the network cannot take are filled up with the image's",
            "mirror, which is cut off again; larger images than --tile go in overlapping tiles.",
            "",
            "Animated GIFs, and videos where the build has them (-Pvideo), go frame by frame and keep their time; --out is then",
            "a film (FILE.gif, FILE.mp4) or a folder for numbered PNG files.",
            "",
            "Examples:",
            "  cardigan translate --model runs/00003-pix2pix --in plan.png --out house.png",
            "  cardigan translate --model runs/00003-pix2pix --in plans/ --out houses/",
            "  cardigan translate --model runs/00004-cyclegan --in horses.gif --out zebras.gif",
            "  cardigan translate --model runs/00004-cyclegan --in zebra.jpg --direction BA --out horse.png",
            "  cardigan translate --model runs/00005-makeup --in plain.png --reference party.png --out styled.png"
        })
final class TranslateCommand extends CardiganCommand {

    private static final String PNG = ".png";

    @Option(names = "--model", required = true, paramLabel = "PATH", description = "A model folder or a run folder.")
    private Path model = Path.of("");

    @Option(
            names = "--in",
            required = true,
            paramLabel = "FILE|DIR|ZIP",
            description = "An image, an animated GIF or a video, or a folder or ZIP of images.")
    private Path in = Path.of("");

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE|DIR",
            description =
                    "A PNG file for one image, a GIF or video for a film, or a folder; a folder's images keep their place"
                            + " below it.")
    private Path out = Path.of("");

    @Option(
            names = "--size",
            paramLabel = "HxW",
            description = "Scale and crop images to this size first. Default: their own.")
    private @Nullable String size;

    @Option(
            names = "--tile",
            paramLabel = "PIXELS",
            description = "The longest side that goes through as a whole. Default: ${DEFAULT-VALUE}.")
    private int tile = 1024;

    @Option(
            names = "--direction",
            paramLabel = "AB|BA",
            description = "Where the model goes both ways: BA for the way back. Default: AB.")
    private @Nullable String direction;

    @Option(
            names = "--reference",
            paramLabel = "FILE",
            description = "The image whose manner is taken, for models that want one, such as makeup.")
    private @Nullable Path reference;

    @Option(names = "--overwrite", description = "Write over what is there already. Default: refuse.")
    private boolean overwrite;

    @Option(
            names = "--strict",
            description = "End with an error at an image that cannot be read. Default: name and skip it.")
    private boolean strict;

    @Option(names = "--device", paramLabel = "DEVICE", description = "cpu, cuda or cuda:N. Default: ${DEFAULT-VALUE}.")
    private String device = "cpu";

    @Override
    int execute() {
        ImageSize wanted = size == null ? null : ImageSize.parse(size);
        Direction way = Direction.parse(direction);
        try (FilmTranslation film = FilmTranslation.of(in, out, overwrite, console())) {
            if (film != null) {
                try (Model loaded = Model.load(model, Device.parse(device))) {
                    return film.run(translation(way, loaded), wanted);
                }
            }
        }
        try (Pictures pictures = Pictures.open(in, console()::warn);
                Model loaded = Model.load(model, Device.parse(device))) {
            images(pictures, targets(pictures.names()), translation(way, loaded), wanted);
        }
        return ExitCode.DONE;
    }

    private void images(
            Pictures pictures, Map<String, Path> targets, ImageTranslation translation, @Nullable ImageSize wanted) {
        ProgressLine progress = new ProgressLine(console());
        int skipped = 0;
        int done = 0;
        for (Map.Entry<String, Path> target : targets.entrySet()) {
            try {
                write(pictures.read(target.getKey(), channels(translation), wanted), translation, target.getValue());
                done++;
            } catch (UnreadableSampleException e) {
                refuseIfStrict(e);
                skipped++;
                console().warn(e.getMessage() + "; skipped");
            }
            if (targets.size() > 1) {
                progress.tell(
                        "translated " + (done + skipped) + " of " + targets.size(), done + skipped == targets.size());
            }
        }
        if (done == 0) {
            throw new DataException(
                    "expected a readable image in " + in + ", found none", "the files are damaged: copy them again");
        }
        report(done, skipped);
    }

    private void refuseIfStrict(UnreadableSampleException e) {
        if (strict) {
            throw new DataException(
                    String.valueOf(e.getMessage()), "mend it or take it away; without --strict it is skipped", e);
        }
    }

    private ImageTranslation translation(Direction way, Model loaded) {
        return ReferenceFile.beside(
                new ImageTranslation(way.of(loaded.translator()), tile), reference, console()::warn);
    }

    private static int channels(ImageTranslation translation) {
        return translation.translator().input().channels();
    }

    private static void write(Pictures.Picture picture, ImageTranslation translation, Path target) {
        Shape shape = picture.shape();
        Translator translator = translation.translator();
        float[] made = translation.translate(picture.values(), shape.height(), shape.width());
        AtomicFiles.createFolders(parent(target));
        AtomicFiles.write(
                target,
                ImageGrid.png(made, Shape.image(translator.output().channels(), shape.height(), shape.width())));
    }

    /** Where each image goes; found out before the first is written. */
    private Map<String, Path> targets(List<String> names) {
        boolean file = OutFile.endsWith(out, PNG) && !Files.isDirectory(out);
        if (file && Files.isDirectory(in)) {
            throw new ConfigurationException(
                    "expected a folder for the images of a folder, got --out " + out, "choose a folder");
        }
        if (!file) {
            OutFile.requireFolder(out);
            refuseWithin();
        }
        Map<String, Path> targets = new LinkedHashMap<>();
        Set<Path> taken = new HashSet<>();
        for (String name : names) {
            Path target = file ? out : out.resolve(stem(name) + PNG);
            if (!taken.add(target)) {
                throw new DataException(
                        "expected images whose names differ before their endings, got two for " + target,
                        "rename one of them");
            }
            if (Files.exists(target) && !overwrite) {
                throw new ConfigurationException(
                        "expected a new file, but " + target + " is there already",
                        "choose another --out, or say --overwrite");
            }
            targets.put(name, target);
        }
        return targets;
    }

    /** A second run would translate the first one's results. */
    private void refuseWithin() {
        if (Files.isDirectory(in) && OutFile.real(out).startsWith(OutFile.real(in))) {
            throw new ConfigurationException(
                    "expected --out outside of the folder that is read, got " + out + " within " + in,
                    "choose another --out");
        }
    }

    private static String stem(String name) {
        int dot = name.lastIndexOf('.');
        return dot <= name.lastIndexOf('/') + 1 ? name : name.substring(0, dot);
    }

    private static Path parent(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? file : parent;
    }

    private void report(int done, int skipped) {
        if (console().json()) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("out", out.toString());
            result.put("count", done);
            result.put("skipped", skipped);
            console().resultJson(result);
        } else if (console().quiet()) {
            console().result(out.toString());
        } else {
            console()
                    .say("wrote " + done + (done == 1 ? " image to " : " images to ") + out
                            + (skipped > 0 ? ", skipped " + skipped : ""));
        }
    }
}
