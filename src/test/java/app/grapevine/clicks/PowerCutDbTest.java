package app.grapevine.clicks;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.journal.JournalSettings.Sync;
import org.junit.jupiter.api.Test;

/** On H2 alone, whose file is this service's to keep. The benchmark {@code PowerCuts} does the same two hundred times. */
class PowerCutDbTest {
    private static final int CUTS = 8;

    @Test
    void aPowerCutLosesNoVisitThatWasAnsweredBehindAnFsync() throws Exception {
        PowerCuts.Result result = cut(Sync.ALWAYS);
        assertThat(result.lost()).isZero();
        assertThat(result.answered()).isPositive();
    }

    @Test
    void withoutAnFsyncAPowerCutLosesTheLastVisitsAndLeavesTheRestWhole() throws Exception {
        assertThat(cut(Sync.PROCESS).recorded()).isPositive();
    }

    private static PowerCuts.Result cut(Sync sync) throws Exception {
        try (PowerCuts node = new PowerCuts(sync, 1)) {
            PowerCuts.Result result = node.look();
            for (int i = 0; i < CUTS; i++) {
                node.cut();
                result = node.look();
                assertThat(result.wrong())
                        .as("behind cut %s: %s", i + 1, result)
                        .isZero();
            }
            return result;
        }
    }
}
