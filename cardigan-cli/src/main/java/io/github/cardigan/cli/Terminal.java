package io.github.cardigan.cli;

import java.io.Console;

/** Whether somebody looks at the output. */
final class Terminal {

    private Terminal() {}

    /** From Java 22 on there is a console even without a terminal, and it has to be asked. */
    static boolean present() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true; // Java 17 to 21: there is a console only with a terminal
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
