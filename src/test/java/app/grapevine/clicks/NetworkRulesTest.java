package app.grapevine.clicks;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.attribution.Evidence;
import app.grapevine.attribution.Signals;
import app.grapevine.attribution.Visibility;
import app.grapevine.journal.Visit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NetworkRulesTest {
    private static final long BEGIN = 1_777_636_800_000L;
    private static final long LINK = 17;
    private static final long NETWORK = 0x1234_5678_9abcL;

    private final NetworkRules rules = new NetworkRules(UnusualSettings.DEFAULT);

    private static Visit click(Duration after, long link, long network, String agent, String referrer, String marks) {
        Signals signals = new Signals(false, agent, referrer, "", "", "", "", marks, "");
        return new Visit(
                BEGIN + after.toMillis(),
                link,
                false,
                null,
                Visibility.UNKNOWN,
                1 + agent.hashCode(),
                network,
                null,
                signals);
    }

    private @Nullable String look(Duration after, String agent, String referrer, String marks) {
        Evidence reason = rules.look(click(after, LINK, NETWORK, agent, referrer, marks));
        return reason == null ? null : reason.rule();
    }

    private static List<Duration> times(int count, Duration within, long seed) {
        Random random = new Random(seed);
        return random.longs(count, 0, within.toMillis())
                .sorted()
                .mapToObj(Duration::ofMillis)
                .toList();
    }

    private List<@Nullable String> agents(int count, Duration apart) {
        List<@Nullable String> said = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            said.add(look(apart.multipliedBy(i), "Made up/" + i, "", ""));
        }
        return said;
    }

    @Test
    void ofFiftyAgentsFromOneNetworkAtThePaceOfAProgramAllBehindTheTwelfthAreSetApart() {
        List<@Nullable String> said = agents(50, Duration.ofMillis(200));
        assertThat(said.subList(0, 12)).containsOnlyNulls();
        assertThat(said.subList(12, 50)).containsOnly("many-agents");
    }

    @Test
    void whoTakesHisTimeIsSetApartBehindTheFortieth() {
        List<@Nullable String> said = agents(60, Duration.ofSeconds(30));
        assertThat(said.subList(0, 40)).containsOnlyNulls();
        assertThat(said.subList(40, 60)).containsOnly("many-agents");
    }

    @Test
    void thirtyPeopleInACanteenAreNotSetApartEvenWhereEachHasAnAgentOfItsOwn() {
        for (int seed = 0; seed < 200; seed++) {
            NetworkRules own = new NetworkRules(UnusualSettings.DEFAULT);
            List<Duration> times = times(30, Duration.ofMinutes(10), seed);
            for (int i = 0; i < times.size(); i++) {
                assertThat(own.look(click(times.get(i), LINK, NETWORK, "Phone/" + i, "", "")))
                        .isNull();
            }
        }
    }

    @Test
    void aLectureHallAndACarriersCustomersAreNotSetApartForTheirBrowsersLookAlike() {
        Random random = new Random(1);
        for (Duration time : times(200, Duration.ofMinutes(2), 7)) {
            // Chrome and Safari leave out of their names what would tell phones apart: half have one of the two.
            int agent = (int) Math.floor(Math.abs(random.nextGaussian()) * 6);
            assertThat(look(time, "Phone/" + agent, "", "")).isNull();
        }
    }

    @Test
    void anOfficeOfManagedMachinesThatReadsItsNewsletterIsNotSetApart() {
        for (Duration time : times(200, Duration.ofMinutes(15), 3)) {
            assertThat(look(time, "Managed/1", "", "")).isNull();
        }
    }

    @Test
    void aNetworkThatBringsLittleOfWhatALinkHasIsNotLookedAt() {
        List<Duration> times = times(4000, Duration.ofMinutes(10), 5);
        for (int i = 0; i < times.size(); i++) {
            // One of twenty carriers' networks each: 20 clicks a minute, all from views inside apps with names of their
            // own.
            Evidence reason = rules.look(click(times.get(i), LINK, 1 + i % 20, "In an app/" + i, "", ""));
            assertThat(reason).isNull();
        }
    }

    @Test
    void madeUpReferrersAndMarksAreSetApartThoughTheAgentIsOne() {
        List<@Nullable String> referrers = new ArrayList<>();
        List<@Nullable String> marks = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            Duration after = Duration.ofSeconds(10L * i);
            referrers.add(look(after, "A", "https://made-up-" + i + ".example", ""));
            Evidence mark = rules.look(click(after, LINK + 1, NETWORK, "A", "", "mark" + i));
            marks.add(mark == null ? null : mark.rule());
        }
        assertThat(referrers.subList(0, 8)).containsOnlyNulls();
        assertThat(referrers.subList(8, 30)).containsOnly("many-referrers");
        assertThat(marks.subList(0, 6)).containsOnlyNulls();
        assertThat(marks.subList(6, 30)).containsOnly("many-marks");
    }

    @Test
    void oneAgentAndNothingElseAtThePaceOfAProgramIsSetApart() {
        List<@Nullable String> said = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            said.add(look(Duration.ofMillis(100L * i), "A", "", ""));
        }
        assertThat(said.subList(0, 30)).containsOnlyNulls();
        assertThat(said.subList(30, 100)).containsOnly("one-agent");
    }

    @Test
    void whatWasSaidHoldsForAsLongAsTheRuleLooksBackWhateverComes() {
        agents(20, Duration.ofMillis(200));
        for (int i = 0; i < 40; i++) {
            assertThat(look(Duration.ofSeconds(5).plusMillis(i), "A", "", "")).isEqualTo("many-agents");
        }
        assertThat(look(Duration.ofMinutes(3), "A", "", "")).isNull();
    }

    @Test
    void anotherLinkAnotherNetworkAndANetworkOfWhichNothingIsKnownAreNotConcerned() {
        agents(50, Duration.ofMillis(200));
        assertThat(rules.look(click(Duration.ofSeconds(10), LINK + 1, NETWORK, "A", "", "")))
                .isNull();
        assertThat(rules.look(click(Duration.ofSeconds(10), LINK, NETWORK + 1, "A", "", "")))
                .isNull();
        IntStream.range(0, 100)
                .forEach(i -> assertThat(rules.look(click(Duration.ofMillis(i), LINK + 2, 0, "Made up/" + i, "", "")))
                        .isNull());
    }

    @Test
    void aRuleThatIsOffSaysNothing() {
        NetworkRules off = new NetworkRules(new UnusualSettings(0, 0, 0, 0, 0, 0));
        IntStream.range(0, 100)
                .forEach(i -> assertThat(off.look(
                                click(Duration.ofMillis(i), LINK, NETWORK, "Made up/" + i, "https://" + i, "m" + i)))
                        .isNull());
    }
}
