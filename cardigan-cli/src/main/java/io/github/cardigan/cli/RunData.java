package io.github.cardigan.cli;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.data.ImageSize;
import io.github.cardigan.judging.Watcher;
import io.github.cardigan.run.RunSummary;
import java.nio.file.Path;

/** The data that a run was trained on, for who does not name any. */
final class RunData {

    private RunData() {}

    /**
     * @throws ConfigurationException if the run does not say
     */
    static DataSource of(Path run, DataOptions said, Watcher watcher) {
        var training = RunSummary.read(run).description().training();
        String data = training.get("data");
        if (data == null) {
            throw new ConfigurationException(
                    "expected the data's path in " + run.resolve("run.json") + ", got none", "name it with --data");
        }
        String size = training.get("size");
        watcher.notes("data: " + data + (size == null ? "" : " at " + size) + ", as the run was trained on");
        return said.sourceOf(data, size == null ? null : ImageSize.parse(size));
    }
}
