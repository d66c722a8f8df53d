package io.github.cardigan.cli;

import io.github.cardigan.judging.Watcher;
import java.util.Locale;

/** Shows how far an evaluation is and what is left of the present part: one line on a terminal, now and then a line without. */
final class WorkProgress implements Watcher {

    private static final long TERMINAL_NANOS = 200_000_000L;
    private static final long PLAIN_NANOS = 10_000_000_000L;

    private final Console console;
    private final boolean terminal = Terminal.present();
    private String work = "";
    private long started;
    private long lastPrint;
    private boolean inPlace;

    WorkProgress(Console console) {
        this.console = console;
    }

    @Override
    public void notes(String sentence) {
        endLine();
        console.say(sentence);
    }

    @Override
    public void warns(String sentence) {
        endLine();
        console.warn(sentence);
    }

    @Override
    public void progresses(String what, long done, long all) {
        long now = System.nanoTime();
        if (!what.equals(work)) {
            endLine();
            work = what;
            started = now;
            lastPrint = now;
            if (done < all) {
                return;
            }
        }
        boolean last = done >= all;
        if (!last && now - lastPrint < (terminal ? TERMINAL_NANOS : PLAIN_NANOS)) {
            return;
        }
        lastPrint = now;
        double seconds = (now - started) / 1e9;
        String line = String.format(Locale.ROOT, "%s: %,d of %,d", what, done, all)
                + (last || done == 0 ? "" : "  left " + Progress.time(seconds / done * (all - done)));
        if (terminal) {
            console.sayInPlace(line, last);
            inPlace = !last;
        } else {
            console.say(line);
        }
        if (last) {
            work = "";
        }
    }

    private void endLine() {
        if (inPlace) {
            console.say("");
            inPlace = false;
        }
    }
}
