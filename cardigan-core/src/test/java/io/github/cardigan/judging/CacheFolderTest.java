package io.github.cardigan.judging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CacheFolderTest {

    private static Path path(Map<String, String> environment) {
        return CacheFolder.of(null, environment, "/home/ada").path();
    }

    @Test
    void whatWasSaidWins() {
        Map<String, String> all = Map.of("CARDIGAN_CACHE", "/own", "XDG_CACHE_HOME", "/common");
        assertThat(CacheFolder.of(Path.of("/said"), all, "/home/ada").path()).isEqualTo(Path.of("/said"));
    }

    @Test
    void theVariablesFollowInTheirOrder() {
        assertThat(path(Map.of("CARDIGAN_CACHE", "/own", "XDG_CACHE_HOME", "/common")))
                .isEqualTo(Path.of("/own"));
        assertThat(path(Map.of("CARDIGAN_CACHE", "", "XDG_CACHE_HOME", "/common")))
                .isEqualTo(Path.of("/common/cardigan"));
        assertThat(path(Map.of())).isEqualTo(Path.of("/home/ada/.cache/cardigan"));
        assertThat(path(Map.of("XDG_CACHE_HOME", ""))).isEqualTo(Path.of("/home/ada/.cache/cardigan"));
    }
}
