package io.github.cardigan.cli;

/** How far a work is that has no other figures: one line that rewrites itself on a terminal, else a plain line now and then. */
final class ProgressLine {

    private static final long TERMINAL_NANOS = 200_000_000L;
    private static final long PLAIN_NANOS = 10_000_000_000L;

    private final Console console;
    private final boolean terminal = Terminal.present();
    private long lastPrint = System.nanoTime();

    ProgressLine(Console console) {
        this.console = console;
    }

    /**
     * Says it if it is time.
     *
     * @param last nothing follows: it is said in any case, and ends the line
     */
    void tell(String text, boolean last) {
        long now = System.nanoTime();
        if (!last && now - lastPrint < (terminal ? TERMINAL_NANOS : PLAIN_NANOS)) {
            return;
        }
        lastPrint = now;
        if (terminal) {
            console.sayInPlace(text, last);
        } else {
            console.say(text);
        }
    }
}
