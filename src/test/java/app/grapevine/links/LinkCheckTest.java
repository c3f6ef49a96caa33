package app.grapevine.links;

import static app.grapevine.links.Refusals.assertInvalid;
import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.campaigns.Utm;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LinkCheckTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final LinkCheck check = new LinkCheck(TestLinks.SETTINGS, TestLinks.CHANNELS);

    static List<Arguments> refused() {
        return List.of(
                bad("no destination", Drafts.to(null), "destination"),
                bad("a relative destination", Drafts.to("/a"), "destination"),
                bad("this service as destination", Drafts.to("https://go.example.com/abc"), "destination"),
                bad("a further domain as destination", Drafts.to("https://short.example/abc"), "destination"),
                bad("a code of 2", Drafts.valid().code("ab"), "code"),
                bad("a code of 65", Drafts.valid().code("a".repeat(65)), "code"),
                bad("a code of 10,000", Drafts.valid().code("a".repeat(10_000)), "code"),
                bad("an empty code", Drafts.valid().code(""), "code"),
                bad("a code in other letters", Drafts.valid().code("grüße"), "code"),
                bad("a code with digits of another script", Drafts.valid().code("٣٣٣"), "code"),
                bad("a code of dots", Drafts.valid().code("..."), "code"),
                bad("a code with a dot", Drafts.valid().code("abc.qr"), "code"),
                bad("a code with a plus", Drafts.valid().code("abc+"), "code"),
                bad("a code with a slash", Drafts.valid().code("abc/"), "code"),
                bad("a code that is encoded", Drafts.valid().code("%2e%2e"), "code"),
                bad("a code with a line feed at its end", Drafts.valid().code("abc\n"), "code"),
                bad("a reserved code", Drafts.valid().code("dashboard"), "code"),
                bad("a reserved code in capitals", Drafts.valid().code("API"), "code"),
                bad("a domain of others", Drafts.valid().domain("example.org"), "domain"),
                bad("an empty domain", Drafts.valid().domain(""), "domain"),
                bad("a domain with a port", Drafts.valid().domain("go.example.com:80"), "domain"),
                bad("a channel of no catalogue", Drafts.valid().channel("pigeon"), "channel"),
                bad("a channel in capitals", Drafts.valid().channel("WhatsApp"), "channel"),
                bad("an audience of 201", Drafts.valid().audience("a".repeat(201)), "audience"),
                bad("an audience with a line feed", Drafts.valid().audience("a\nb"), "audience"),
                bad("a campaign in capitals", Drafts.valid().campaign("Spring"), "campaign"),
                bad("a campaign of 65", Drafts.valid().campaign("a".repeat(65)), "campaign"),
                bad("an empty campaign", Drafts.valid().campaign(""), "campaign"),
                bad("an empty tag", Drafts.valid().tags(List.of("a", "b", " ")), "tags[2]"),
                bad("a tag of 65", Drafts.valid().tags(List.of("a".repeat(65))), "tags[0]"),
                bad("a tag with a line feed", Drafts.valid().tags(List.of("a", "b\nc")), "tags[1]"),
                bad("a tag with NUL", Drafts.valid().tags(List.of("\0")), "tags[0]"),
                bad("51 tags", Drafts.valid().tags(List.of(numbers(51))), "tags"),
                bad("a title of 301", Drafts.valid().title("a".repeat(301)), "title"),
                bad("a title with NUL", Drafts.valid().title("a\0"), "title"),
                bad("a title with half a surrogate pair", Drafts.valid().title("a\udc00b"), "title"),
                bad(
                        "a start before 1970",
                        Drafts.valid().validFrom(Instant.parse("1969-12-31T23:59:59Z")),
                        "validFrom"),
                bad("an end beyond reckoning", Drafts.valid().validUntil(Instant.MAX), "validUntil"),
                bad("an end at the start", Drafts.valid().validFrom(NOON).validUntil(NOON.plusNanos(1)), "validUntil"),
                bad("no clicks at most", Drafts.valid().maxClicks(0L), "maxClicks"),
                bad(
                        "copies that have all clicks each",
                        Drafts.valid().forwarding(true).maxClicks(9L),
                        "forwarding"),
                bad(
                        "a script when expired",
                        Drafts.valid().expiredDestination("javascript:alert(1)"),
                        "expiredDestination"),
                bad("an utm source of 201", utm("a".repeat(201), null, null, null, null), "utm.source"),
                bad("an utm medium with CR", utm(null, "a\rb", null, null, null), "utm.medium"),
                bad("an utm campaign with NUL", utm(null, null, "a\0b", null, null), "utm.campaign"),
                bad("an utm term with a C1 control", utm(null, null, null, "a\u0085b", null), "utm.term"),
                bad("an utm content with half a pair", utm(null, null, null, null, "\ud800"), "utm.content"),
                bad("a card title of two lines", card("a\nb", null, null), "card.title"),
                bad("a card description of 1,001", card(null, "a".repeat(1001), null), "card.description"),
                bad("a card description with a tab", card(null, "a\tb", null), "card.description"),
                bad("a card image of no address", card(null, null, "cat.png"), "card.image"),
                bad("a card image in the address", card(null, null, "data:image/png;base64,AA=="), "card.image"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refused(String name, LinkDraft draft, String field) {
        assertInvalid(() -> check.check(draft, null), field);
    }

    @Test
    void everyFaultIsToldAtOnce() {
        LinkDraft draft = Drafts.to("ftp://example.com")
                .code("a")
                .tags(List.of("", "ok", "\0"))
                .maxClicks(-1L)
                .card(new Card("\0", null, "x"))
                .draft();
        assertInvalid(
                () -> check.check(draft, null),
                "destination",
                "code",
                "tags[0]",
                "tags[2]",
                "maxClicks",
                "card.title",
                "card.image");
    }

    @Test
    void theLongestOfAllIsAccepted() {
        LinkDraft draft = Drafts.to("https://example.com/" + "a".repeat(2028))
                .code("a".repeat(64))
                .audience("a".repeat(200))
                .campaign("a".repeat(64))
                .tags(List.of(numbers(50)))
                .title("🍇".repeat(150))
                .maxClicks(Long.MAX_VALUE)
                .card(new Card("a".repeat(300), "a\n".repeat(499) + "ab", null))
                .draft();
        assertThat(check.check(draft, null).title()).isEqualTo(draft.title());
    }

    @Test
    void textsOfBlanksAreNoTexts() {
        LinkDraft checked = check.check(
                Drafts.valid()
                        .title(" ")
                        .audience("")
                        .utm(new Utm("", " ", "\u2003", "\n", "a "))
                        .card(new Card("", " ", null))
                        .draft(),
                null);
        assertThat(checked.title()).isNull();
        assertThat(checked.audience()).isNull();
        assertThat(checked.utm()).isEqualTo(new Utm(null, null, null, null, "a"));
        assertThat(checked.card()).isEqualTo(Card.NONE);
    }

    @Test
    void toAllowForwardingIsToSayNothingOfIt() {
        assertThat(check.check(Drafts.valid().forwarding(true).draft(), null))
                .isEqualTo(check.check(Drafts.valid().draft(), null));
        assertThat(check.check(Drafts.valid().forwarding(false).maxClicks(9L).draft(), null)
                        .forwarding())
                .isFalse();
    }

    private static String[] numbers(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toArray(String[]::new);
    }

    private static LinkDraft.Builder utm(String source, String medium, String campaign, String term, String content) {
        return Drafts.valid().utm(new Utm(source, medium, campaign, term, content));
    }

    private static LinkDraft.Builder card(String title, String description, String image) {
        return Drafts.valid().card(new Card(title, description, image));
    }

    private static Arguments bad(String name, LinkDraft.Builder draft, String field) {
        return Arguments.of(name, draft.draft(), field);
    }
}
