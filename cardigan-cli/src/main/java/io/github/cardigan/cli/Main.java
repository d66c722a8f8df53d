package io.github.cardigan.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code cardigan}: the commands, and how the process ends. */
@Command(
        name = "cardigan",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "GANs on the JVM: train, judge and use generative adversarial networks.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            TrainCommand.class,
            GenerateCommand.class,
            EvaluateCommand.class,
            CompareCommand.class,
            StudyCommand.class,
            AttackCommand.class,
            LatentCommand.class,
            ClassifyCommand.class,
            EmbedCommand.class,
            TranslateCommand.class,
            ReconstructCommand.class,
            RecipesCommand.class,
            BenchCommand.class,
            DoctorCommand.class
        },
        footer = {"", "Start with: cardigan train dcgan"})
public final class Main {

    private Main() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        Errors errors = new Errors();
        return new CommandLine(new Main())
                .setExecutionExceptionHandler(errors)
                .setParameterExceptionHandler(errors)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setAbbreviatedOptionsAllowed(false);
    }
}
