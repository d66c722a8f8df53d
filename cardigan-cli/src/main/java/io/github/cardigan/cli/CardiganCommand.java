package io.github.cardigan.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What all commands have in common. */
@Command(mixinStandardHelpOptions = true, usageHelpAutoWidth = true, sortOptions = false)
abstract class CardiganCommand implements Callable<Integer> {

    @Mixin
    private Console console = new Console();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public final Integer call() {
        console.attach(spec.commandLine().getOut(), spec.commandLine().getErr());
        return execute();
    }

    /** Does the work. */
    abstract int execute();

    final Console console() {
        return console;
    }
}
