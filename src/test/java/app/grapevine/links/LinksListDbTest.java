package app.grapevine.links;

import static app.grapevine.links.Refusals.assertInvalid;
import static app.grapevine.links.TestLinks.OTHER_DOMAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.grapevine.base.Page;
import app.grapevine.links.Link.Status;
import app.grapevine.storage.Dialect;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Dialect.class)
class LinksListDbTest {
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
    void aWalkMeetsEveryLinkOnceWhileOthersAreMadeAndDeleted() {
        List<Link> made = bulk(3000, "spring");
        List<Link> walked = new ArrayList<>();
        Page<Link> page = test.lists.list(LinkFilter.ANY, 137, null);
        int turn = 0;
        while (true) {
            walked.addAll(page.items());
            if (page.next() == null) {
                break;
            }
            assertThat(page.items()).hasSize(137);
            bulk(10, "meanwhile");
            links.delete(page.items().get(turn++ % 137).key());
            page = test.lists.list(LinkFilter.ANY, 137, page.next());
        }
        assertThat(walked).isSortedAccordingTo(Comparator.comparing(Link::id).reversed());
        assertThat(walked).hasSameSizeAs(made);
        assertThat(Set.copyOf(walked)).isEqualTo(Set.copyOf(made));
    }

    @Test
    void thePageAfterTheLastIsNoneEvenWhereTheLastIsFull() {
        bulk(6, "spring");
        Page<Link> first = test.lists.list(LinkFilter.ANY, 3, null);
        Page<Link> second = test.lists.list(LinkFilter.ANY, 3, first.next());
        assertThat(first.items()).hasSize(3);
        assertThat(second.items()).hasSize(3);
        assertThat(second.next()).isNull();
    }

    private List<Link> bulk(int count, String campaign) {
        List<LinkDraft> drafts = Collections.nCopies(
                count, Drafts.valid().campaign(campaign).tags(List.of("a", "b")).draft());
        return links.bulk().createAll(drafts).stream()
                .map(BulkLinks.Result::link)
                .toList();
    }

    @TestFactory
    Stream<DynamicTest> filters() {
        makeNine();
        return Stream.of(
                row("any", LinkFilter.ANY, "0", "1", "2", "3", "4", "5", "6", "7", "8"),
                row("a channel", filter("whatsapp", null, null, null), "1", "2"),
                row("a channel no link has", filter("viber", null, null, null)),
                row("a campaign", filter(null, "spring", null, null), "2", "3"),
                row("a tag", filter(null, null, "red", null), "1", "3", "4"),
                row("a tag is found whatever its case", filter(null, null, "Red", null), "1", "3", "4"),
                row("channel and campaign", filter("whatsapp", "spring", null, null), "2"),
                row("tag and campaign", filter(null, "spring", "red", null), "3"),
                row("tag and channel", filter("whatsapp", null, "red", null), "1"),
                row("text of a title in any case", filter(null, null, null, "SALE"), "4"),
                row("text of a code", filter(null, null, null, "Promo"), "5"),
                row("text of a destination", filter(null, null, null, "EXAMPLE.com/6"), "6"),
                row("a percent sign is itself", filter(null, null, null, "50%"), "4"),
                row("an underscore is itself", filter(null, null, null, "a_b"), "5"),
                row("the escape is itself", filter(null, null, null, "!"), "4"),
                row("a backslash is itself", filter(null, null, null, "\\")),
                row("a quote is itself", filter(null, null, null, "'"), "4"),
                row("a tag and text", filter(null, null, "red", "sale"), "4"),
                row("a domain", new LinkFilter(OTHER_DOMAIN, null, null, null, null, null, null, null, null), "0"),
                row("a share set that is not", new LinkFilter(null, null, null, null, null, "x", null, null, null)),
                row("disabled", status(Status.DISABLED), "5"),
                row("scheduled", status(Status.SCHEDULED), "6"),
                row("expired", status(Status.EXPIRED), "7"),
                row("used up", status(Status.USED_UP), "8"),
                row("active", status(Status.ACTIVE), "0", "1", "2", "3", "4"));
    }

    private DynamicTest row(String name, LinkFilter filter, String... expected) {
        return DynamicTest.dynamicTest(name, () -> assertListed(filter, List.of(expected)));
    }

    private void assertListed(LinkFilter filter, List<String> expected) {
        List<Link> all = new ArrayList<>();
        String cursor = null;
        do {
            Page<Link> page = test.lists.list(filter, 2, cursor);
            all.addAll(page.items());
            cursor = page.next();
        } while (cursor != null);
        assertThat(all).isSortedAccordingTo(Comparator.comparing(Link::id).reversed());
        assertThat(all)
                .extracting(link -> link.destination().substring("https://example.com/".length()))
                .containsExactlyInAnyOrderElementsOf(expected);
        if (filter.status() != null) {
            assertThat(all).allMatch(link -> link.status(test.clock.instant()) == filter.status());
        }
    }

    private void makeNine() {
        Instant now = test.clock.instant();
        List<LinkDraft.Builder> nine = IntStream.range(0, 9)
                .mapToObj(i -> Drafts.to("https://example.com/" + i))
                .toList();
        nine.get(0).domain(OTHER_DOMAIN);
        nine.get(1).channel("whatsapp").tags(List.of("red", "blue"));
        nine.get(2).channel("whatsapp").campaign("spring");
        nine.get(3)
                .campaign("spring")
                .tags(List.of("red"))
                .validFrom(now.minusSeconds(60))
                .validUntil(now.plusSeconds(60));
        nine.get(4).tags(List.of("red")).title("Don't miss: 50% sale!").maxClicks(2L);
        nine.get(5).code("promo_a_b").disabled(true).validUntil(now.minusSeconds(60));
        nine.get(6).validFrom(now.plusSeconds(60)).maxClicks(1L);
        nine.get(7).validUntil(now).maxClicks(1L);
        nine.get(8).maxClicks(1L);
        List<Link> made = links
                .bulk()
                .createAll(nine.stream().map(LinkDraft.Builder::draft).toList())
                .stream()
                .map(BulkLinks.Result::link)
                .toList();
        made.stream().filter(link -> link.maxClicks() != null).forEach(link -> links.takeUse(link.id()));
        links.delete(links.create(Drafts.valid()
                        .channel("whatsapp")
                        .campaign("spring")
                        .tags(List.of("red"))
                        .draft())
                .key());
    }

    @TestFactory
    Stream<DynamicTest> sorts() {
        makeNine();
        test.clock.advance(Duration.ofSeconds(1));
        Link changed = test.lists
                .list(filter(null, null, null, "com/3"), 1, null)
                .items()
                .get(0);
        links.change(changed.key(), link -> link.draft().but().title("Über").draft());
        links.change(changed.key(), link -> link.draft().but().title("apples").draft());
        links.create(Drafts.to("https://example.com/9")
                .title("Bread")
                .code("Promo_a_c")
                .domain(OTHER_DOMAIN)
                .draft());
        links.create(Drafts.to("https://example.com/A")
                .title("bread")
                .code("promo_a")
                .draft());
        links.create(Drafts.to("https://example.com/B")
                .title("bread")
                .code("promo_a_b")
                .domain(OTHER_DOMAIN)
                .draft());
        return Stream.of(LinkSort.values())
                .map(sort -> DynamicTest.dynamicTest(sort.label(), () -> {
                    List<Link> all = new ArrayList<>();
                    String cursor = null;
                    do {
                        Page<Link> page = test.lists.list(LinkFilter.ANY, sort, 2, cursor);
                        all.addAll(page.items());
                        cursor = page.next();
                    } while (cursor != null);
                    assertThat(all).doesNotHaveDuplicates().hasSize(12);
                    Comparator<Link> byId = Comparator.comparing(Link::id);
                    switch (sort) {
                        case NEWEST -> assertThat(all).isSortedAccordingTo(byId.reversed());
                        case OLDEST -> assertThat(all).isSortedAccordingTo(byId);
                        case CHANGED ->
                            assertThat(all)
                                    .isSortedAccordingTo(Comparator.comparing(Link::updatedAt)
                                            .thenComparing(byId)
                                            .reversed());
                        case TITLE -> {
                            assertThat(all.subList(0, 5))
                                    .extracting(Link::title)
                                    .containsExactly("apples", "Bread", "bread", "bread", "Don't miss: 50% sale!");
                            assertThat(all.subList(5, 12)).allMatch(link -> link.title() == null);
                        }
                        case CODE ->
                            assertThat(all.stream()
                                            .filter(link -> link.code().startsWith("promo_"))
                                            .map(link -> link.code() + " " + link.domain()))
                                    .containsExactly(
                                            "promo_a " + TestLinks.DOMAIN,
                                            "promo_a_b " + TestLinks.DOMAIN,
                                            "promo_a_b " + OTHER_DOMAIN);
                    }
                }));
    }

    @Test
    void everyFilterGoesWithEveryOrder() {
        makeNine();
        links.bulk()
                .createAll(IntStream.range(0, 40)
                        .mapToObj(i -> Drafts.to("https://example.com/more-" + i)
                                .title(i % 3 == 0 ? null : "Title " + i * 7 % 40)
                                .channel(i % 2 == 0 ? "whatsapp" : null)
                                .campaign(i % 5 == 0 ? "spring" : null)
                                .tags(i % 4 == 0 ? List.of("red") : List.of())
                                .disabled(i % 7 == 0)
                                .draft())
                        .toList());
        List<LinkFilter> filters = List.of(
                filter("whatsapp", null, null, null),
                filter(null, "spring", null, null),
                filter(null, null, "red", null),
                filter("whatsapp", "spring", "red", "MORE-"),
                filter(null, null, "red", "title"),
                filter(null, null, null, "title 1"),
                filter("viber", null, null, null),
                status(Status.DISABLED),
                new LinkFilter(null, "whatsapp", null, null, null, null, Status.DISABLED, 0, null),
                new LinkFilter(OTHER_DOMAIN, null, null, null, null, null, null, null, null));
        for (LinkSort sort : LinkSort.values()) {
            List<Link> whole = walked(LinkFilter.ANY, sort);
            assertThat(whole).hasSize(49);
            for (LinkFilter filter : filters) {
                assertThat(walked(filter, sort))
                        .as("%s by %s", filter, sort)
                        .containsExactlyElementsOf(whole.stream()
                                .filter(link -> fits(link, filter))
                                .toList());
            }
        }
    }

    private List<Link> walked(LinkFilter filter, LinkSort sort) {
        List<Link> all = new ArrayList<>();
        String cursor = null;
        do {
            Page<Link> page = test.lists.list(filter, sort, 3, cursor);
            all.addAll(page.items());
            cursor = page.next();
        } while (cursor != null);
        return all;
    }

    private boolean fits(Link link, LinkFilter filter) {
        String search = filter.search() == null ? "" : filter.search().toLowerCase(Locale.ROOT);
        return (filter.domain() == null || filter.domain().equals(link.domain()))
                && (filter.channel() == null || filter.channel().equals(link.channel()))
                && (filter.campaign() == null || filter.campaign().equals(link.campaign()))
                && (filter.tag() == null || link.tags().contains(filter.tag()))
                && (filter.status() == null || filter.status() == link.status(test.clock.instant()))
                && (link.code() + "\n" + link.title() + "\n" + link.destination())
                        .toLowerCase(Locale.ROOT)
                        .contains(search);
    }

    @Test
    void whatFewLinksHaveIsFoundFarBehindTheOthers() {
        bulk(2500, "spring");
        Link far = links.create(Drafts.valid()
                .code("zzzzzzz")
                .campaign("spring")
                .tags(List.of("rare"))
                .title("ZZZ")
                .draft());
        test.clock.advance(Duration.ofSeconds(1));
        bulk(10, "summer")
                .forEach(link -> links.change(
                        link.key(), present -> present.draft().but().title("A").draft()));
        for (LinkSort sort : LinkSort.values()) {
            assertThat(test.lists
                            .list(filter(null, null, "rare", null), sort, 2, null)
                            .items())
                    .containsExactly(far);
            assertThat(test.lists
                            .list(filter(null, "spring", null, "zzzzz"), sort, 2, null)
                            .items())
                    .containsExactly(far);
        }
    }

    @Test
    void aCursorOfAnotherSortIsRefused() {
        bulk(3, "spring");
        String cursor = test.lists.list(LinkFilter.ANY, LinkSort.TITLE, 2, null).next();
        assertInvalid(() -> test.lists.list(LinkFilter.ANY, LinkSort.CODE, 2, cursor), "cursor");
        assertInvalid(() -> test.lists.list(LinkFilter.ANY, 2, cursor), "cursor");
    }

    @Test
    void aTitleMayBeLongInAnyScriptWhereverItIsGiven() {
        for (String title : List.of("🍇".repeat(64), "a" + "🍇".repeat(140), "İ".repeat(64), "İ".repeat(300))) {
            LinkDraft draft = Drafts.valid().title(title).draft();
            assertThat(links.create(draft).title()).isEqualTo(title);
            assertThat(links.bulk().createAll(List.of(draft, draft)))
                    .allMatch(result ->
                            result.link() != null && title.equals(result.link().title()));
            ShareSet set = test.shareSets.create(new ShareSetDraft(draft, List.of("sms"), List.of(), null));
            assertThat(set.items()).allMatch(item -> title.equals(item.link().title()));
        }
        Page<Link> first = test.lists.list(LinkFilter.ANY, LinkSort.TITLE, 10, null);
        Page<Link> rest = test.lists.list(LinkFilter.ANY, LinkSort.TITLE, 10, first.next());
        assertThat(rest.items()).hasSize(6).doesNotContainAnyElementsOf(first.items());
    }

    @Test
    void aForgedCursorWithAControlCharacterIsRefused() {
        bulk(2, "spring");
        Map<LinkSort, String> forged =
                Map.of(LinkSort.TITLE, "0a\0b 1", LinkSort.CODE, "a\0b " + TestLinks.DOMAIN, LinkSort.NEWEST, "1\0 1");
        forged.forEach((sort, position) ->
                assertThatThrownBy(() -> sort.position(position)).isInstanceOf(IllegalArgumentException.class));
        assertThatThrownBy(() -> LinkSort.CODE.position("code a\0b")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aCursorFromElsewhereIsRefused() {
        for (String cursor : List.of("", "x", "AAAA", "%%%", "🍇", "bm90IG9uZSBvZiBvdXJz", "1")) {
            assertInvalid(() -> test.lists.list(LinkFilter.ANY, 10, cursor), "cursor");
        }
    }

    @Test
    void aCursorOfOtherFiltersOrOfAnotherListIsRefused() {
        bulk(3, "spring");
        bulk(3, "summer");
        String cursor = test.lists.list(LinkFilter.ANY, 2, null).next();
        assertInvalid(() -> test.lists.list(filter(null, "spring", null, null), 2, cursor), "cursor");
        assertInvalid(() -> test.campaigns.list(2, cursor), "cursor");
        String ofCampaigns = test.campaigns.list(1, null).next();
        assertInvalid(() -> test.lists.list(LinkFilter.ANY, 2, ofCampaigns), "cursor");
    }

    @Test
    void aLimitOutOfBoundsIsRefused() {
        for (int limit : new int[] {Integer.MIN_VALUE, -1, 0, 501, Integer.MAX_VALUE}) {
            assertInvalid(() -> test.lists.list(LinkFilter.ANY, limit, null), "limit");
        }
    }

    @Test
    void filtersThatNoDatabaseCouldBeAskedAreRefused() {
        assertInvalid(
                () -> test.lists.list(filter("a\0", "\ud800", "b\0", "\0"), 10, null),
                "channel",
                "campaign",
                "tag",
                "search");
    }

    private static LinkFilter filter(String channel, String campaign, String tag, String search) {
        return new LinkFilter(null, channel, campaign, tag, search, null, null, null, null);
    }

    private static LinkFilter status(Status status) {
        return new LinkFilter(null, null, null, null, null, null, status, null, null);
    }
}
