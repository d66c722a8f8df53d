package io.github.cardigan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said wrongly is refused in one line, before anything is written. */
class BadOptionsTest {

    @TempDir
    Path temp;

    private Ran train(Object... args) {
        Object[] all = java.util.Arrays.copyOf(args, args.length + 2);
        all[args.length] = "--out";
        all[args.length + 1] = temp.resolve("run");
        return Ran.train(all);
    }

    private Ran config(String yaml) throws IOException {
        return train("--minutes", "0.01", "--config", Files.writeString(temp.resolve("c.yaml"), yaml));
    }

    @AfterEach
    void nothingWasWritten() {
        assertThat(temp.resolve("run")).doesNotExist();
    }

    @Test
    void anUnknownRecipeIsRefusedWithTheNearOne() {
        Ran.cardigan("train", "dcgna").isRefused("unknown recipe 'dcgna'", "did you mean 'dcgan'?");
        Ran.cardigan("recipes", "zzzzzzzz").isRefused("unknown recipe", "the recipes are gan");
    }

    @Test
    void anUnknownOptionOfTheRecipeIsRefusedWithTheNearOne() {
        train("--set", "latnet=3").isRefused("unknown option 'latnet'", "did you mean 'latent'?");
    }

    @Test
    void anUnknownCommandIsRefusedWithTheNearOne() {
        Ran.cardigan("trian").isRefused("trian", "did you mean 'train'?");
    }

    @Test
    void anUnknownFlagIsRefusedWithTheNearOne() {
        Ran.cardigan("train", "dcgan", "--stepps", "3").isRefused("--stepps", "did you mean '--steps'?");
    }

    @Test
    void noCommandIsRefused() {
        Ran.cardigan().isRefused("subcommand", "--help");
    }

    @Test
    void aMissingRecipeIsRefused() {
        Ran.cardigan("train").isRefused("RECIPE");
    }

    @Test
    void aSettingWithoutValueIsRefused() {
        train("--set", "ema").isRefused("ema");
    }

    @Test
    void aValueOutOfRangeIsRefused() {
        train("--set", "ema=2").isRefused("expected ema from 0 to below 1", "'2'", "default is 0.995");
        train("--set", "ema=NaN").isRefused("expected ema", "'NaN'");
        train("--set", "latent=ten").isRefused("expected latent", "'ten'");
    }

    @Test
    void aNumberOutOfRangeIsRefused() {
        train("--batch", 0).isRefused("expected batch from 1 to 65536", "got 0");
        Ran.cardigan(
                        "train",
                        "dcgan",
                        "--threads",
                        "0",
                        "--out",
                        temp.resolve("run").toString())
                .isRefused("expected --threads from 1 to 1024", "got 0");
        train("--steps", -1).isRefused("expected --steps above 0", "got -1");
        train("--epochs", 0).isRefused("expected --epochs above 0", "got 0");
        train("--minutes", "NaN").isRefused("expected --minutes above 0", "got NaN");
        train("--log-every", 0).isRefused("expected intervals of at least 1");
        train("--checkpoint-every", -1).isRefused("expected intervals");
    }

    @Test
    void aBatchTooSmallForBatchNormIsRefused() {
        train("--batch", 1, "--data", "digits:8", "--steps", 1).isRefused("batch of at least 2", "generator", "got 1");
    }

    @Test
    void aWordInsteadOfANumberIsRefused() {
        train("--steps", "many").isRefused("--steps", "'many'");
        train("--seed", "1.5").isRefused("--seed", "'1.5'");
    }

    @Test
    void anUnknownPrecisionIsRefused() {
        Ran.cardigan(
                        "train",
                        "dcgan",
                        "--precision",
                        "fp8",
                        "--out",
                        temp.resolve("run").toString())
                .isRefused("expected --precision fp32, bf16 or auto", "'fp8'");
    }

    @Test
    void anUnknownDeviceIsRefused() {
        train("--device", "tpu").isRefused("expected a device cpu, cuda or cuda:N", "'tpu'");
    }

    @Test
    void aGpuThatIsNotThereFails() {
        train("--device", "cuda:99").fails(ExitCode.FAILED, "expected GPU 99", "-Pgpu");
    }

    @Test
    void aSizeTheRecipeCannotDrawIsRefused() {
        train("--size", "7x7").isRefused("dcgan expects sides of at least 16", "got 7x7", "32x32");
        train("--size", "abc").isRefused("'abc'", "64x64");
        train("--size", "0x0").isRefused("4 to 4096", "0x0");
    }

    @Test
    void aConfigurationFileThatIsNotThereIsRefused() {
        train("--config", temp.resolve("none.yaml")).isRefused("none.yaml", "does not exist");
    }

    @Test
    void anUnknownKeyOfAConfigurationFileIsNamedWithItsPlace() throws IOException {
        config("batch: 4\nstepps: 3\n").isRefused("c.yaml, line 2, column 1", "stepps", "did you mean 'steps'?");
    }

    @Test
    void aRepeatedKeyOfAConfigurationFileIsNamedWithItsPlace() throws IOException {
        config("steps: 3\nbatch: 4\nsteps: 5\n").isRefused("c.yaml, line 3, column", "steps");
    }

    @Test
    void aWrongTypeInAConfigurationFileIsNamedWithItsPlace() throws IOException {
        config("seed: 1\nbatch: many\n").isRefused("c.yaml, line 2, column", "many");
        config("batch: 1.5\n").isRefused("c.yaml, line 1, column", "1.5");
    }

    @Test
    void brokenYamlIsNamedWithItsPlace() throws IOException {
        config("seed: 1\nset: [1\n").isRefused("c.yaml, line");
        config("").isRefused("c.yaml");
        config("- 1\n").isRefused("c.yaml, line 1");
    }

    @Test
    void badValuesOfAConfigurationFileAreRefusedLikeThoseOfTheCommandLine() throws IOException {
        config("batch: 0\n").isRefused("expected batch from 1 to 65536");
        config("set:\n  emma: 0\n").isRefused("unknown option 'emma'", "did you mean 'ema'?");
    }

    @Test
    void debugShowsTheStackTraceWhereverItFails() {
        Ran parsing = Ran.cardigan("train", "--debug", "--stepps", "3");
        Ran running = Ran.cardigan("train", "nothing-like-it", "--debug");

        assertThat(parsing.exitCode()).isEqualTo(2);
        assertThat(parsing.err()).startsWith("error: ").contains("\n\tat ");
        assertThat(running.exitCode()).isEqualTo(2);
        assertThat(running.err()).startsWith("error: ").contains("\n\tat ");
    }

    @Test
    void impossibleChannelsOfRecipesAreRefused() {
        Ran.cardigan("recipes", "dcgan", "--channels", "2").isRefused("expected --channels 1 or 3", "got 2");
        Ran.cardigan("recipes", "dcgan", "--size", "huge").isRefused("'huge'");
    }
}
