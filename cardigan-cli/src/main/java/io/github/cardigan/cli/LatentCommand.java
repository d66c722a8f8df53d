package io.github.cardigan.cli;

import picocli.CommandLine.Command;

/** What can be done with a generator's latent space. */
@Command(
        name = "latent",
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true,
        description = "Walk, reckon and search in a generator's latent space.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            LatentInterpolateCommand.class,
            LatentArithmeticCommand.class,
            LatentInvertCommand.class,
            LatentOptimiseCommand.class
        })
final class LatentCommand {}
