package app.grapevine.links;

import static app.grapevine.links.Refusals.assertInvalid;
import static app.grapevine.links.Refusals.assertNotFound;
import static app.grapevine.links.Refusals.assertTaken;
import static app.grapevine.links.TestLinks.DOMAIN;
import static app.grapevine.links.TestLinks.OTHER_DOMAIN;
import static app.grapevine.links.TestLinks.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.grapevine.attribution.Visibility;
import app.grapevine.campaigns.Utm;
import app.grapevine.storage.Dialect;
import app.grapevine.storage.LinkKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Dialect.class)
class LinksDbTest {
    @Parameter
    Dialect dialect;

    private TestLinks test;
    private Links links;

    @BeforeEach
    void open() {
        test = new TestLinks(dialect);
        links = test.links;
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void aLinkOfNothingButADestinationGetsACodeOnTheDefaultDomain() {
        Link link = links.create(LinkDraft.to("https://example.com/a"));
        assertThat(link.code()).matches("[A-Za-z0-9]{7}");
        assertThat(link.domain()).isEqualTo(DOMAIN);
        assertThat(link.id()).isPositive();
        assertThat(link.visibility()).isEqualTo(Visibility.UNKNOWN);
        assertThat(link.createdAt()).isEqualTo(Instant.parse("2026-03-01T12:00:00.123Z"));
        assertThat(link.updatedAt()).isEqualTo(link.createdAt());
        assertThat(links.find(link.key())).contains(link);
        assertThat(test.heard).contains(link.key());
    }

    @Test
    void everyFieldOfALinkIsKept() {
        Link made = links.create(full());
        Link found = links.get(key("Chosen_code-1"));
        assertThat(found).isEqualTo(made);
        assertThat(found.tags()).containsExactly("b|b", "ä tag");
        assertThat(found.visibility()).isEqualTo(Visibility.PUBLIC);
        assertThat(found.validUntil()).isEqualTo(Instant.parse("2026-06-01T00:00:00.999Z"));
        assertThat(found.card().description()).isEqualTo("Two\nlines");
        assertThat(found.forwardQuery()).isEqualTo(LinkDraft.ForwardQuery.ALL);
        assertThat(found.trackConversions()).isTrue();
        assertThat(found.disabled()).isTrue();
        assertThat(found.maxClicks()).isEqualTo(5);
    }

    private static LinkDraft full() {
        return Drafts.to("https://example.com/ü?b=2&a=1")
                .code("Chosen_code-1")
                .channel("whatsapp")
                .visibility(Visibility.PUBLIC)
                .audience(" Milan group ")
                .campaign("spring-2026")
                .tags(List.of(" ä tag", "b|b", "b|b "))
                .title("A \"title\" <b>")
                .validFrom(Instant.parse("2026-03-01T00:00:00.000999Z"))
                .validUntil(Instant.parse("2026-06-01T00:00:00.999999Z"))
                .maxClicks(5L)
                .expiredDestination("https://example.com/over")
                .forwardQuery(LinkDraft.ForwardQuery.ALL)
                .utm(new Utm("s", "m", "c", "t", "x"))
                .card(new Card("Title", "Two\r\nlines", "https://example.com/card.png"))
                .trackConversions(true)
                .disabled(true)
                .draft();
    }

    @Test
    void aDeletionCanBeUndoneAndLeavesTheLinkAsItWas() {
        Link link = links.create(full());
        links.delete(link.key());
        test.heard.clear();
        assertThat(links.restore(link.key())).isEqualTo(link);
        assertThat(test.heard).containsExactly(link.key());
        assertThat(links.get(link.key())).isEqualTo(link);
        assertThat(links.restore(link.key())).isEqualTo(link);
        assertNotFound(() -> links.restore(key("never")));
        assertNotFound(() -> links.restore(key("\0")));
    }

    @Test
    void theSameCodeOnAnotherDomainIsAnotherLinkAndInAnotherCaseIsTaken() {
        Link here = links.create(Drafts.to("https://example.com/1").code("abc").draft());
        Link there = links.create(Drafts.to("https://example.com/2")
                .code("abc")
                .domain("SHORT.example")
                .draft());
        assertTaken(
                () -> links.create(
                        Drafts.to("https://example.com/3").code("aBc").draft()),
                "code");
        assertThat(there.domain()).isEqualTo(OTHER_DOMAIN);
        assertThat(links.get(key("abc"))).isEqualTo(here);
        assertThat(links.get(new LinkKey(OTHER_DOMAIN, "abc"))).isEqualTo(there);
        assertThat(links.find(key("ABC"))).isEmpty();
        assertThat(links.findFolded(key("abc"))).contains(here.key());
        assertThat(links.bulk()
                        .createAll(List.of(
                                Drafts.to("https://example.com/4").code("New").draft(),
                                Drafts.to("https://example.com/5").code("NEW").draft(),
                                Drafts.to("https://example.com/6").code("ABC").draft())))
                .extracting(result -> result.link() != null)
                .containsExactly(true, false, false);
    }

    @Test
    void aCodeMadeAtRandomIsFoundAsItIsAndNotOtherwise() {
        Link made = links.create(Drafts.valid().draft());
        assertThat(links.findFolded(key(made.code().toLowerCase(Locale.ROOT)))).isEmpty();
    }

    @Test
    void aTakenCodeIsRefusedAndNothingElseOfTheDraftIsKept() {
        links.create(Drafts.valid().code("abc").draft());
        assertTaken(
                () -> links.create(Drafts.valid()
                        .code("abc")
                        .campaign("new-one")
                        .tags(List.of("t"))
                        .draft()),
                "code");
        assertThat(test.campaigns.find("new-one")).isEmpty();
    }

    @Test
    void aDeletedLinkIsGoneButItsCodeIsNeverIssuedAgain() {
        Link link = links.create(Drafts.valid().code("abc").draft());
        test.heard.clear();
        links.delete(link.key());
        assertThat(test.heard).containsExactly(link.key());
        assertThat(links.find(link.key())).isEmpty();
        assertThat(test.lists.list(LinkFilter.ANY, 10, null).items()).isEmpty();
        assertTaken(() -> links.create(Drafts.valid().code("abc").draft()), "code");
        assertNotFound(() -> links.delete(link.key()));
        assertNotFound(() -> links.change(link.key(), Link::draft));
        assertNotFound(() -> links.get(link.key()));
    }

    @Test
    void aRandomCodeThatIsTakenIsDrawnAgain() {
        Links unlucky = test.withCodes(new Codes(new Rigged(1, 1, 1, 2)));
        Link first = unlucky.create(Drafts.valid().campaign("spring").draft());
        Link second = unlucky.create(Drafts.valid().tags(List.of("t")).draft());
        assertThat(first.code()).isEqualTo("0000001");
        assertThat(second.code()).isEqualTo("0000002");
        assertThat(links.get(second.key())).isEqualTo(second);
    }

    @Test
    void whatNoLinkCanBeCalledIsNotFound() {
        for (String code :
                List.of("", "ab", "..", "a/b", "a%00", "ééééééé", "abc\0", "abc\ud800", "abc ", "%2e%2e", "a'b\"c")) {
            assertThat(links.find(key(code))).isEmpty();
            assertThat(links.find(new LinkKey(code, "abcdefg"))).isEmpty();
            assertNotFound(() -> links.delete(key(code)));
            assertNotFound(() -> links.change(key(code), Link::draft));
        }
    }

    @Test
    void aChangeIsMadeOfThePresentLinkAndToldToTheFeed() {
        Link made = links.create(full());
        test.heard.clear();
        test.clock.advance(Duration.ofHours(1));
        Link changed = links.change(
                made.key(),
                link -> link.draft()
                        .but()
                        .destination("https://example.com/new")
                        .tags(List.of("c"))
                        .campaign("summer")
                        .maxClicks(null)
                        .disabled(false)
                        .draft());
        assertThat(links.get(made.key())).isEqualTo(changed);
        assertThat(changed.destination()).isEqualTo("https://example.com/new");
        assertThat(changed.tags()).containsExactly("c");
        assertThat(changed.title()).isEqualTo(made.title());
        assertThat(changed.maxClicks()).isNull();
        assertThat(changed.disabled()).isFalse();
        assertThat(changed.createdAt()).isEqualTo(made.createdAt());
        assertThat(changed.updatedAt()).isEqualTo(made.createdAt().plus(Duration.ofHours(1)));
        assertThat(test.heard).containsExactly(made.key());
        assertThat(test.campaigns.find("summer")).isPresent();
    }

    @Test
    void aChangeToNothingNewWritesNothing() {
        Link made = links.create(full());
        test.clock.advance(Duration.ofHours(1));
        assertThat(links.change(made.key(), Link::draft)).isEqualTo(made);
        assertThat(links.get(made.key())).isEqualTo(made);
    }

    @Test
    void visibilityFollowsTheChannelUnlessTheOwnerSaidOtherwise() {
        Link followed = links.create(Drafts.valid().channel("whatsapp").draft());
        Link owned = links.create(Drafts.valid()
                .channel("whatsapp")
                .visibility(Visibility.PRIVATE)
                .draft());
        assertThat(followed.visibility()).isEqualTo(Visibility.PRIVATE);
        Function<Link, LinkDraft> toPublic =
                link -> link.draft().but().channel("x").draft();
        assertThat(links.change(followed.key(), toPublic).visibility()).isEqualTo(Visibility.PUBLIC);
        assertThat(links.change(owned.key(), toPublic).visibility()).isEqualTo(Visibility.PRIVATE);
        assertThat(links.get(owned.key()).visibility()).isEqualTo(Visibility.PRIVATE);
    }

    @Test
    void aChangeThatIsRefusedOrFailsChangesNothing() {
        Link made = links.create(full());
        assertInvalid(
                () -> links.change(
                        made.key(), link -> link.draft().but().code("other").draft()),
                "code");
        assertInvalid(
                () -> links.change(
                        made.key(),
                        link -> link.draft().but().domain(OTHER_DOMAIN).draft()),
                "domain");
        assertInvalid(
                () -> links.change(
                        made.key(), link -> link.draft().but().destination(null).draft()),
                "destination");
        assertThatThrownBy(() -> links.change(made.key(), draft -> {
                    throw new IllegalStateException("on purpose");
                }))
                .hasMessage("on purpose");
        assertThat(links.get(made.key())).isEqualTo(made);
    }

    @Test
    void changesOfOneLinkAtOnceLoseNoneOfThem() throws Exception {
        Link made = links.create(Drafts.valid().title("0").draft());
        AtOnce.run(
                20,
                () -> links.change(
                        made.key(),
                        link -> link.draft()
                                .but()
                                .title(Integer.toString(Integer.parseInt(link.title()) + 1))
                                .draft()));
        assertThat(links.get(made.key()).title()).isEqualTo("20");
    }

    @Test
    void aThousandPeopleAtOnceTakeExactlyAHundredUses() throws Exception {
        Link limited = links.create(Drafts.valid().maxClicks(100L).draft());
        List<Boolean> taken = AtOnce.run(1000, () -> links.takeUse(limited.id()));
        assertThat(taken.stream().filter(one -> one)).hasSize(100);
        Link used = links.get(limited.key());
        assertThat(used.uses()).isEqualTo(100);
        assertThat(used.status(test.clock.instant())).isEqualTo(Link.Status.USED_UP);
        links.change(limited.key(), link -> link.draft().but().maxClicks(101L).draft());
        assertThat(links.takeUse(limited.id())).isTrue();
        assertThat(links.takeUse(limited.id())).isFalse();
    }

    @Test
    void aLinkWithoutALimitIsNeverUsedUp() {
        Link link = links.create(LinkDraft.to("https://example.com/"));
        assertThat(links.takeUse(link.id())).isTrue();
        assertThat(links.takeUse(link.id())).isTrue();
        assertThat(links.takeUse(1)).isFalse();
    }
}
