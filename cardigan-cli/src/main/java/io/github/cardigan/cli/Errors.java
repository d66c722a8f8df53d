package io.github.cardigan.cli;

import io.github.cardigan.CardiganException;
import io.github.cardigan.DivergenceException;
import io.github.cardigan.EngineException;
import io.github.cardigan.StorageException;
import io.github.cardigan.recipe.Nearest;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Turns what goes wrong into one line, a hint and an exit code. */
final class Errors implements CommandLine.IExecutionExceptionHandler, CommandLine.IParameterExceptionHandler {

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        boolean debug = command.getCommand() instanceof CardiganCommand cardigan
                && cardigan.console().debug();
        PrintWriter err = command.getErr();
        if (e instanceof CardiganException known) {
            String hint = known.hint().isEmpty() ? helpHint(command) : known.hint();
            print(err, known.getMessage(), hint);
        } else {
            print(err, "unexpected: " + e, "this is a defect of Cardigan; --debug shows where");
        }
        if (debug) {
            e.printStackTrace(err);
        }
        err.flush();
        return exitCode(e);
    }

    static int exitCode(Exception e) {
        if (e instanceof DivergenceException
                || e instanceof EngineException
                || e instanceof StorageException
                || e instanceof FailedTrialsException) {
            return ExitCode.FAILED;
        }
        return e instanceof CardiganException ? ExitCode.USAGE : ExitCode.FAILED;
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        StringBuilder hint = new StringBuilder();
        if (e instanceof CommandLine.UnmatchedArgumentException unmatched) {
            List<String> near = unmatched.getSuggestions(); // by letters in common: 'trian' is as near to translate
            if (!near.isEmpty()) {
                String first = "did you mean '" + near.get(0) + "'?";
                hint.append(Nearest.hint(unmatched.getUnmatched().get(0), near, first))
                        .append(' ');
            }
        }
        hint.append(helpHint(command));
        print(command.getErr(), e.getMessage(), hint.toString());
        if (List.of(args).contains("--debug")) { // parsing failed, so that no option has a value yet
            e.printStackTrace(command.getErr());
            command.getErr().flush();
        }
        return ExitCode.USAGE;
    }

    private static String helpHint(CommandLine command) {
        return "'" + command.getCommandSpec().qualifiedName() + " --help' lists what there is";
    }

    private static void print(PrintWriter err, @Nullable String message, String hint) {
        err.println(Ansi.AUTO.string("@|bold,red error:|@ ") + oneLine(message));
        if (!hint.isEmpty()) {
            err.println(Ansi.AUTO.string("@|bold hint:|@ ") + oneLine(hint));
        }
        err.flush();
    }

    private static String oneLine(@Nullable String text) {
        return String.valueOf(text).replaceAll("\\s*\\R\\s*", " ");
    }
}
