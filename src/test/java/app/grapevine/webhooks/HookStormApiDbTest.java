package app.grapevine.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.storage.Dialect;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A service that is killed while it tells a difficult receiver what happens. The benchmark {@code HookKills} does it at length. */
class HookStormApiDbTest {
    @ParameterizedTest
    @EnumSource(Dialect.class)
    void whateverEndsTheServiceAReceiverIsToldAllOnceAndInOrder(Dialect dialect) throws Exception {
        try (HookStorm storm = new HookStorm(dialect, 3, 1, Duration.ofMillis(500), Duration.ofSeconds(60))) {
            assertThat(storm.run(40, 2)).isEmpty();
        }
    }
}
