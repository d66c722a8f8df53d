package io.github.cardigan.cli;

import static io.github.cardigan.cli.Check.Status.FAILED;
import static io.github.cardigan.cli.Check.Status.OK;
import static io.github.cardigan.cli.Check.Status.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cardigan.engine.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DoctorTest {

    private static final long GIB = 1L << 30;

    @Test
    void aTrainingStepRunsWhereTheTestsRun() {
        Ran ran = Ran.cardigan("doctor").succeeds();
        assertThat(ran.out())
                .containsPattern("ok +java")
                .containsPattern("ok +natives ")
                .containsPattern("ok +images")
                .containsPattern("ok +step on cpu .*both networks, in \\d+\\.\\d+ s");
    }

    @Test
    void jsonIsOneObjectThatNamesNoPerson() {
        Ran ran = Ran.cardigan("doctor", "--json").succeeds();
        assertThat(ran.outLines()).hasSize(1);
        JsonNode json = new JsonMapper().readTree(ran.out());
        assertThat(json.path("works").asBoolean()).isTrue();
        assertThat(json.path("checks").size()).isGreaterThanOrEqualTo(12);
        String home = System.getProperty("user.home");
        assertThat(ran.out()).doesNotContain(home + "/");
    }

    @Test
    void everythingThatDoesNotWorkSaysWhatToDo(@TempDir Path temp) throws IOException {
        Path file = Files.createFile(temp.resolve("file"));
        List<Check> checks = List.of(
                SystemChecks.java(11, "11.0.2", "64"),
                SystemChecks.java(17, "17", "32"),
                SystemChecks.platform("linux-riscv64", "Linux"),
                SystemChecks.platform("macosx-arm64", "Mac OS X"),
                ProcessorChecks.features(Set.of("sse2"), Precision.FP32),
                ProcessorChecks.threads(2, "8", "4"),
                ProcessorChecks.threads(2, null, null),
                ProcessorChecks.convolutions(false),
                MemoryChecks.memory(GIB, GIB / 2, GIB, 0),
                MemoryChecks.memory(8 * GIB, 4 * GIB, GIB / 8, 0),
                DiskChecks.unpackCache(file.resolve("cache"), "cache"),
                NativesChecks.gpu(0, true, false),
                NativesChecks.gpu(0, true, true));
        assertThat(checks).allSatisfy(check -> {
            assertThat(check.status()).isNotEqualTo(OK);
            assertThat(check.todo()).isNotEmpty();
        });
        assertThat(checks.get(0).status()).isEqualTo(FAILED);
        assertThat(checks.get(2).status()).isEqualTo(FAILED);
        assertThat(checks.get(10).status()).isEqualTo(FAILED);
        assertThat(checks.get(11).todo()).contains("-Pgpu");
    }

    @Test
    void whatWorksSaysSo(@TempDir Path temp) {
        assertThat(SystemChecks.java(21, "21", "64").status()).isEqualTo(OK);
        assertThat(SystemChecks.platform("linux-x86_64", "Linux").status()).isEqualTo(OK);
        assertThat(MemoryChecks.memory(8 * GIB, 4 * GIB, 2 * GIB, 6 * GIB).found())
                .contains("container limit 6.0 GiB");
        assertThat(NativesChecks.gpu(2, true, true).found()).contains("2 CUDA devices");
        assertThat(NativesChecks.gpu(0, false, false).status()).isEqualTo(OK);
        assertThat(ProcessorChecks.threads(2, "2", "4").status()).isEqualTo(OK);
        assertThat(ProcessorChecks.convolutions(true).status()).isEqualTo(OK);
        assertThat(ProcessorChecks.features(Set.of("avx2", "amx_bf16"), Precision.BF16)
                        .found())
                .contains("has AVX2, AMX", "not AVX-512, AVX512-BF16", "auto means bf16");
    }

    @Test
    void theCacheIsMeasured(@TempDir Path temp) throws IOException {
        Path cache = Files.createDirectories(temp.resolve("cache"));
        Files.write(cache.resolve("lib.so"), new byte[3 << 20]);
        Check check = DiskChecks.unpackCache(cache, "cache");
        assertThat(check.status()).isIn(OK, WARNING);
        assertThat(check.found()).startsWith("cache holds 3 MiB");
    }

    @Test
    void onlyTheTrainingStepDecides() {
        assertThat(DoctorCommand.works(List.of(Check.warning("memory", "", ""), Check.ok("step on cpu", ""))))
                .isTrue();
        assertThat(DoctorCommand.works(List.of(Check.ok("java", ""), Check.failed("step on cpu", "", ""))))
                .isFalse();
    }
}
