package app.grapevine.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.experiment.Replay.Result;
import app.grapevine.experiment.Snapshot.Key;
import app.grapevine.experiment.Snapshot.Row;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplayTest {
    private static final Place MESSENGER = place("Facebook Messenger");
    private static final Snapshot NOTHING = new Snapshot(List.of());

    @Test
    void clicksAreHeldAgainstTheTruth() {
        Snapshot before = new Snapshot(List.of(clicks("messenger", "observed", 3, 1), clicks("", "dark", 2, 2)));
        Snapshot after = new Snapshot(List.of(
                clicks("messenger", "observed", 8, 3),
                clicks("meta", "observed", 4, 0),
                clicks("slack", "inferred", 2, 2),
                clicks("", "dark", 3, 3)));

        Outcome outcome = Outcome.of(MESSENGER, 12, before, after, false);

        assertThat(outcome.right()).isEqualTo(5);
        assertThat(outcome.family()).isEqualTo(4);
        assertThat(outcome.wrong()).isEqualTo(2);
        assertThat(outcome.unknown()).isEqualTo(1);
        assertThat(outcome.direct()).isEqualTo(5);
        assertThat(outcome.byTier()).containsEntry("observed", 9L).containsEntry("inferred", 2L);
    }

    @Test
    void theCompanyOfOthersAppsIsAWrongChannel() {
        Outcome outcome = outcome(place("Slack"), 1, clicks("meta", "observed", 1, 0));

        assertThat(outcome.wrong()).isEqualTo(1);
    }

    @Test
    void oneLinkForAllMayLeaveClicksUnknownAndNotGetOneWrong() {
        assertThat(result(Way.ONE_FOR_ALL, 2, clicks("", "dark", 2, 2)).keepsPromise())
                .isTrue();
        assertThat(result(Way.ONE_FOR_ALL, 2, clicks("messenger", "observed", 1, 0), clicks("slack", "inferred", 1, 1))
                        .keepsPromise())
                .isFalse();
    }

    @Test
    void oneLinkPerChannelMustGetEveryClickRight() {
        assertThat(result(Way.ONE_PER_CHANNEL, 2, clicks("messenger", "declared", 2, 2))
                        .keepsPromise())
                .isTrue();
        assertThat(result(
                                Way.ONE_PER_CHANNEL,
                                2,
                                clicks("messenger", "declared", 1, 1),
                                clicks("meta", "observed", 1, 0))
                        .keepsPromise())
                .isFalse();
    }

    @Test
    void aVisitThatIsNotReportedAsAClickBreaksThePromise() {
        assertThat(result(Way.ONE_FOR_ALL, 2, clicks("", "dark", 1, 1)).keepsPromise())
                .isFalse();
        assertThat(result(Way.ONE_PER_SHARE, 2, clicks("messenger", "declared", 1, 1))
                        .keepsPromise())
                .isFalse();
    }

    @Test
    void aPreviewThatIsNotReportedAsOneBreaksThePromise() {
        Outcome outcome = outcome(MESSENGER, 1, clicks("messenger", "declared", 1, 1));

        assertThat(new Result(Way.ONE_PER_SHARE, 1, 3, 2, List.of(outcome)).keepsPromise())
                .isFalse();
    }

    @Test
    void theSummarySaysWhichPromiseBroke() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        new Report(new PrintStream(printed, true, StandardCharsets.UTF_8))
                .summarize(List.of(
                        result(Way.ONE_FOR_ALL, 2, clicks("", "dark", 2, 1)),
                        result(Way.ONE_PER_CHANNEL, 2, clicks("slack", "reshared", 2, 1))));

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("One link for all: by referrer 50.0 % are direct")
                .contains("Promise (no click wrong): kept")
                .contains("a wrong one for 2 of 2")
                .contains("Promise (every click right): BROKEN");
    }

    private static Result result(Way way, long visits, Row... rows) {
        return new Result(way, 1, 0, 0, List.of(outcome(MESSENGER, visits, rows)));
    }

    private static Outcome outcome(Place place, long visits, Row... rows) {
        return Outcome.of(place, visits, NOTHING, new Snapshot(List.of(rows)), false);
    }

    private static Row clicks(String channel, String tier, long clicks, long direct) {
        return new Row(new Key(channel, tier), clicks, clicks, 0, 0, direct);
    }

    private static Place place(String name) {
        return Place.ALL.stream()
                .filter(place -> place.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
