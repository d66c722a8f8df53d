package io.github.cardigan.cli;

import picocli.CommandLine.Command;

/** Tells what works on this machine and what to do about what does not. */
@Command(name = "doctor", description = "Check JDK, natives, processor, memory and GPU; tell what to do.")
final class DoctorCommand extends CardiganCommand {
    @Override
    int execute() {
        return ExitCode.DONE;
    }
}
