package app.grapevine.moving;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.MutableClock;
import app.grapevine.links.BroughtLink;
import app.grapevine.links.LinkDraft;
import app.grapevine.links.LinkSettings;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a foreign link is to be here, and what is said of it. */
class PlannerTest {
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

    private final MutableClock clock = new MutableClock(NOW.toString());
    private final LinkSettings domains =
            new LinkSettings(URI.create("https://go.example"), List.of("links.example", "old.example"));

    private Planner.Plan plan(ForeignLink.Builder link, MoveSettings settings, boolean visitsCome) {
        ForeignLink built = link.link();
        return new Planner(domains, settings, "shlink", visitsCome, false, clock)
                .plan(built, String.valueOf(built.code()));
    }

    private Planner.Plan plan(ForeignLink.Builder link) {
        return plan(link, new MoveSettings(Map.of(), null, true), false);
    }

    private static ForeignLink.Builder link() {
        return ForeignLink.at("line 2").code("Ab.c").destination("https://shop.example/");
    }

    @Test
    void aHostIsMappedAsSaidOrStaysOrIsTheDefaultOne() {
        MoveSettings said =
                new MoveSettings(MoveSettings.domains(List.of("Bit.ly=links.example"), domains), null, true);

        assertThat(plan(link().domain("bit.ly"), said, false).wanted().draft().domain())
                .isEqualTo("links.example");
        assertThat(plan(link().domain("old.example:443"), said, false)
                        .wanted()
                        .draft()
                        .domain())
                .isEqualTo("old.example");
        assertThat(plan(link().domain("s.example"), said, false)
                        .wanted()
                        .draft()
                        .domain())
                .isEqualTo("go.example");
        MoveSettings all = new MoveSettings(MoveSettings.domains(List.of("old.example"), domains), null, true);
        assertThat(plan(link().domain("s.example"), all, false).wanted().draft().domain())
                .isEqualTo("old.example");
    }

    @Test
    void whatWasCountedIsAnOpeningBalanceButForWhatComesOneByOne() {
        BroughtLink sums = plan(link().domain("bit.ly").visits(12L)).wanted();
        assertThat(sums.balance().visits()).isEqualTo(12);
        assertThat(sums.balance().source()).isEqualTo("bit.ly");
        MoveSettings usual = new MoveSettings(Map.of(), null, true);
        assertThat(plan(link().visits(12L), usual, true).wanted().balance()).isNull();
        assertThat(plan(link().visits(12L).singleVisits(5L), usual, true)
                        .wanted()
                        .balance()
                        .visits())
                .isEqualTo(7);
        assertThat(plan(link().visits(0L)).wanted().balance()).isNull();
    }

    @Test
    void ofALimitWhatIsLeftIsTheLimit() {
        Planner.Plan some = plan(link().visits(30L).maxVisits(100L));
        assertThat(some.wanted().draft().maxClicks()).isEqualTo(70);
        assertThat(some.notes())
                .extracting(Planned.Note::text)
                .containsExactly("of 100 visits it had 30: 70 clicks are left");

        Planner.Plan over = plan(link().visits(100L).maxVisits(100L));
        assertThat(over.wanted().draft().maxClicks()).isNull();
        assertThat(over.wanted().draft().validUntil()).isEqualTo(NOW);
    }

    @Test
    void aPasswordIsHashedOrItsLinkIsSwitchedOff() {
        LinkDraft told = plan(link().guarded("open sesame")).wanted().draft();
        assertThat(told.passwordHash()).startsWith("$argon2id$");
        assertThat(told.disabled()).isFalse();

        Planner.Plan untold = plan(link().guarded(null));
        assertThat(untold.wanted().draft().disabled()).isTrue();
        assertThat(untold.notes()).extracting(Planned.Note::kind).containsExactly(Planned.Kind.PASSWORD_UNTOLD);
        assertThat(plan(link().guarded("abc")).wanted().draft().disabled()).isTrue();
    }

    @Test
    void whatHasNoPlaceIsSaid() {
        Planner.Plan plan = plan(link().title("T")
                .comment("for us")
                .tags(IntStream.range(0, 52).mapToObj(i -> "tag" + i).toList())
                .alias(new Keys.Address("links.example", "more"))
                .alias(new Keys.Address(null, "also"))
                .lost("crawlable: no"));

        assertThat(plan.wanted().draft().tags()).hasSize(50);
        assertThat(plan.wanted().aliases()).containsExactly("also");
        assertThat(plan.notes())
                .extracting(Planned.Note::text)
                .anyMatch(note -> note.contains("comment is not kept"))
                .anyMatch(note -> note.contains("tag51"))
                .anyMatch(note -> note.contains("would be on links.example"))
                .contains("crawlable: no");
    }

    @Test
    void aTitleThatIsTooLongIsCutAndACommentTakesThePlaceOfNone() {
        Planner.Plan plan = plan(link().title("x".repeat(400)));
        assertThat(plan.wanted().draft().title()).hasSize(300).endsWith("…");
        assertThat(plan.notes()).hasSize(1);
        assertThat(plan(link().comment("for\nus")).wanted().draft().title()).isEqualTo("for us");
    }
}
