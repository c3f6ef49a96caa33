package app.grapevine.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

class TrafficTest {
    @SuppressWarnings("unused")
    private static final List<Place> PLACES = Place.ALL;

    @Test
    void thePlacesHaveThePublishedSharesOfVisitsWithoutAReferrer() {
        Map<String, Integer> shares = Place.ALL.stream().collect(Collectors.toMap(Place::name, Place::directPercent));

        assertThat(shares)
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("TikTok", 100),
                        Map.entry("Slack", 100),
                        Map.entry("Discord", 100),
                        Map.entry("Mastodon", 100),
                        Map.entry("WhatsApp", 100),
                        Map.entry("Facebook Messenger", 75),
                        Map.entry("Instagram DM", 30),
                        Map.entry("LinkedIn posts", 14),
                        Map.entry("Pinterest posts", 12),
                        Map.entry("Reddit posts", 5),
                        Map.entry("LinkedIn DM", 5),
                        Map.entry("Twitter DM", 5),
                        Map.entry("YouTube", 0),
                        Map.entry("Facebook posts", 0),
                        Map.entry("Tweets", 0),
                        Map.entry("Instagram profile", 0)));
    }

    @ParameterizedTest
    @FieldSource("PLACES")
    void aHundredVisitsMeetTheSharesExactly(Place place) {
        List<Tap> taps = Traffic.of(place, 100);

        assertThat(taps).hasSize(100);
        assertThat(taps.stream().filter(Tap::isDirect)).hasSize(place.directPercent());
    }

    @ParameterizedTest
    @FieldSource("PLACES")
    void anyOtherNumberMeetsThemRoundedToVisits(Place place) {
        for (int visits : new int[] {1, 7, 60, 333}) {
            double exact = visits * place.directPercent() / 100.0;

            assertThat(Traffic.of(place, visits).stream().filter(Tap::isDirect).count())
                    .isBetween((long) Math.ceil(exact - 0.5), (long) Math.floor(exact + 0.5));
        }
    }

    @ParameterizedTest
    @FieldSource("PLACES")
    void theVisitsAreTheSameEveryTime(Place place) {
        assertThat(Traffic.of(place, 60)).isEqualTo(Traffic.of(place, 60));
    }

    @ParameterizedTest
    @FieldSource("PLACES")
    void visitsInAnAppAreMadeWithItsUserAgents(Place place) {
        long inApp = Traffic.of(place, 100).stream()
                .filter(tap -> place.inApp().contains(tap.userAgent()))
                .count();

        assertThat(inApp).isEqualTo(place.inAppPercent());
    }

    private static Stream<Way> ways() {
        return Stream.of(Way.values());
    }

    @ParameterizedTest
    @MethodSource("ways")
    void onlyALinkOfItsOwnTellsAPlace(Way way) {
        long told = Place.ALL.stream().filter(way::tellsPlace).count();

        assertThat(told)
                .isEqualTo(Map.of(Way.ONE_FOR_ALL, 0L, Way.ONE_PER_CHANNEL, 10L, Way.ONE_PER_SHARE, 16L)
                        .get(way));
    }
}
