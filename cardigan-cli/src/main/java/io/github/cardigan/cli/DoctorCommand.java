package io.github.cardigan.cli;

import io.github.cardigan.run.Provenance;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;

/** Tells what works on this machine and what to do about what does not. Names no person and no host. */
@Command(
        name = "doctor",
        description = "Check JDK, natives, processor, memory and GPU; tell what to do.",
        footer = {"", "Exit code 0 says that a training step ran."})
final class DoctorCommand extends CardiganCommand {

    @Override
    int execute() {
        console().say("Cardigan " + Provenance.versions().get("cardigan"));
        List<Check> checks = new ArrayList<>();
        look(Doctor.checks(), checks);
        look(Doctor.gpuChecks(), checks);
        boolean works = works(checks);
        if (console().json()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("works", works);
            json.put("versions", Provenance.versions());
            json.put("checks", checks.stream().map(Check::toJson).toList());
            console().resultJson(json);
        } else {
            console().say(works ? "Cardigan can train here." : "Cardigan cannot train here yet.");
        }
        return works ? ExitCode.DONE : ExitCode.FAILED;
    }

    private void look(List<Supplier<Check>> suppliers, List<Check> checks) {
        for (Supplier<Check> supplier : suppliers) {
            Check check = supplier.get();
            checks.add(check);
            if (!console().json()) {
                console().result(row(check));
            }
        }
    }

    static boolean works(List<Check> checks) {
        return checks.stream()
                .filter(check -> check.name().startsWith("step on "))
                .allMatch(check -> check.status() == Check.Status.OK);
    }

    private static String row(Check check) {
        String colour = switch (check.status()) {
            case OK -> "green";
            case WARNING -> "yellow";
            case FAILED -> "bold,red";
        };
        String status = Ansi.AUTO.string(
                "@|" + colour + " " + String.format("%-8s", check.status().text()) + "|@");
        String row = status + String.format("%-14s ", check.name()) + check.found();
        return check.todo().isEmpty() ? row : row + System.lineSeparator() + " ".repeat(23) + "-> " + check.todo();
    }
}
