package io.github.cardigan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** What a command printed and answered. */
record Ran(int exitCode, String out, String err) {

    /** A tiny training: some tenths of a second. */
    private static final List<String> TINY =
            List.of("train", "dcgan", "--set", "width=4", "--threads", "1", "--precision", "fp32");

    /** Runs a command in this process. */
    static Ran cardigan(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        int exitCode = commandLine.execute(args);
        return new Ran(exitCode, out.toString(), err.toString());
    }

    static Ran train(Object... more) {
        return cardigan(tiny(more));
    }

    static String[] tiny(Object... more) {
        List<String> args = new ArrayList<>(TINY);
        for (Object word : more) {
            args.add(word.toString());
        }
        return args.toArray(String[]::new);
    }

    Ran succeeds() {
        assertThat(exitCode).as(toString()).isZero();
        return this;
    }

    /** One error line that says all of this, one hint, nothing else on the stream but warnings, exit code 2. */
    Ran isRefused(String... says) {
        return fails(ExitCode.USAGE, says);
    }

    Ran fails(int code, String... says) {
        assertThat(exitCode).as(toString()).isEqualTo(code);
        List<String> lines = err.lines().toList();
        assertThat(lines.stream().filter(line -> line.startsWith("error: ")))
                .as(err)
                .hasSize(1);
        assertThat(lines.stream().filter(line -> line.startsWith("hint: ")))
                .as(err)
                .hasSize(1);
        assertThat(lines.stream().filter(line -> !line.startsWith("warning: ")))
                .as("error and hint, no stack trace")
                .hasSize(2);
        assertThat(err).contains(says).doesNotContain("unexpected:");
        return this;
    }

    List<String> outLines() {
        return out.lines().toList();
    }
}
