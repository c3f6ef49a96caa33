package app.grapevine.clicks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentVisitsTest {
    private static final long NOW = 1_700_000_000_000L;
    private static final long BURST = RecentVisits.BURST_WINDOW.toMillis();
    private static final long ECHO = RecentVisits.ECHO_WINDOW.toMillis();

    private final RecentVisits recent = new RecentVisits();

    @Test
    void manyLinksFromOneNetworkWithinSecondsAreABurstFromTheSixthOn() {
        for (int link = 1; link < RecentVisits.BURST_LINKS; link++) {
            assertThat(recent.burst(NOW + link, 1, link)).isFalse();
        }
        assertThat(recent.burst(NOW + 100, 1, 99)).isTrue();
        assertThat(recent.burst(NOW + 101, 1, 98)).isTrue();
    }

    @Test
    void aBurstIsOverWhenItsWindowIsOver() {
        for (int link = 1; link <= RecentVisits.BURST_LINKS; link++) {
            recent.burst(NOW, 1, link);
        }
        assertThat(recent.burst(NOW + BURST + 1, 1, 99)).isFalse();
    }

    @Test
    void whatWasVisitedBeforeTheClockWasPutBackIsNoBurst() {
        for (int link = 1; link <= RecentVisits.BURST_LINKS; link++) {
            recent.burst(NOW + link, 1, link);
        }
        assertThat(recent.burst(NOW - TestClicks.DAY, 1, 99)).isFalse();
    }

    @Test
    void oneLinkVisitedOftenIsNoBurst() {
        for (int i = 0; i < 100; i++) {
            assertThat(recent.burst(NOW + i, 1, 7)).isFalse();
        }
    }

    @Test
    void twoLinksInTurnAreNoBurst() {
        for (int i = 0; i < 100; i++) {
            assertThat(recent.burst(NOW + i, 1, i % 2)).isFalse();
        }
    }

    @Test
    void manyNetworksOnManyLinksAreNoBurst() {
        for (int i = 1; i <= 100; i++) {
            assertThat(recent.burst(NOW, i, i)).isFalse();
        }
    }

    @Test
    void anUnknownNetworkNeverBursts() {
        for (int i = 1; i <= 100; i++) {
            assertThat(recent.burst(NOW, 0, i)).isFalse();
        }
    }

    @Test
    void aVisitFromElsewhereMomentsAfterAWeChatClickIsItsEcho() {
        assertThat(recent.echo(NOW, 1, 7, true)).isFalse();
        assertThat(recent.echo(NOW + ECHO, 2, 7, false)).isTrue();
        assertThat(recent.echo(NOW + ECHO + 1, 2, 7, false)).isFalse();
    }

    @Test
    void thePersonWhoClickedAndOtherLinksAreNoEcho() {
        recent.echo(NOW, 1, 7, true);
        assertThat(recent.echo(NOW + 1, 1, 7, false)).isFalse();
        assertThat(recent.echo(NOW + 1, 2, 8, false)).isFalse();
        assertThat(recent.echo(NOW + 1, 2, 7, true)).isFalse();
    }

    @Test
    void nothingIsRememberedAfterForgetting() {
        recent.echo(NOW, 1, 7, true);
        for (int link = 1; link <= RecentVisits.BURST_LINKS; link++) {
            recent.burst(NOW, 1, link);
        }
        recent.forget();
        assertThat(recent.echo(NOW + 1, 2, 7, false)).isFalse();
        assertThat(recent.burst(NOW + 1, 1, 99)).isFalse();
    }

    @Test
    void manyNetworksAtALinkWithinSecondsAreARush() {
        for (int network = 1; network < RecentVisits.RUSH_NETWORKS; network++) {
            assertThat(recent.rush(NOW + network, network, 1))
                    .as("network %d", network)
                    .isFalse();
            assertThat(recent.rush(NOW + network, network, 1))
                    .as("the same again")
                    .isFalse();
        }
        assertThat(recent.rush(NOW + 100, 0, 1)).as("no network").isFalse();
        assertThat(recent.rush(NOW + 100, 100, 2)).as("another link").isFalse();
        assertThat(recent.rush(NOW + 100, 100, 1)).isTrue();
        assertThat(recent.rush(NOW + 100 + RecentVisits.RUSH_WINDOW.toMillis(), 101, 1))
                .as("later")
                .isFalse();
    }
}
