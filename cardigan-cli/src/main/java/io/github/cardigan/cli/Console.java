package io.github.cardigan.cli;

import io.github.cardigan.io.Json;
import java.io.PrintWriter;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;

/** The options that decide how a command speaks, and the two streams it speaks on: results on one, everything else on the other. */
final class Console {

    @Option(names = "--quiet", description = "Print results and errors only.")
    private boolean quiet;

    @Option(names = "--json", description = "Print one JSON object per line, for scripts.")
    private boolean json;

    @Option(names = "--debug", description = "Print the stack trace with an error.")
    private boolean debug;

    private PrintWriter out = new PrintWriter(System.out, true);
    private PrintWriter err = new PrintWriter(System.err, true);
    private boolean inPlace;

    void attach(PrintWriter newOut, PrintWriter newErr) {
        out = newOut;
        err = newErr;
    }

    boolean json() {
        return json;
    }

    boolean debug() {
        return debug;
    }

    boolean quiet() {
        return quiet;
    }

    /** What the command was asked for. */
    void result(String text) {
        out.println(text);
        out.flush();
    }

    /** The same for scripts. */
    void resultJson(Object value) {
        out.println(Json.line(value));
        out.flush();
    }

    /** What happens meanwhile; silent with {@code --quiet} and {@code --json}. */
    void say(String text) {
        if (!quiet && !json) {
            keepLine();
            out.println(text);
            out.flush();
        }
    }

    /** Like {@link #say}, on a line that the next such text overwrites unless this is the last one. */
    void sayInPlace(String text, boolean last) {
        if (!quiet && !json) {
            out.print("\r\u001b[K" + text + (last ? System.lineSeparator() : ""));
            out.flush();
            inPlace = !last;
        }
    }

    /** Something to know that is no error. */
    void warn(String text) {
        if (!quiet) {
            keepLine();
            err.println(Ansi.AUTO.string("@|yellow warning:|@ ") + text);
            err.flush();
        }
    }

    /** What comes next begins on a line of its own. */
    private void keepLine() {
        if (inPlace) {
            out.println();
            out.flush();
            inPlace = false;
        }
    }
}
