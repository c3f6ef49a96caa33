package app.grapevine.links;

import static app.grapevine.links.Refusals.assertInvalid;
import static app.grapevine.links.Refusals.assertNotFound;
import static app.grapevine.links.Refusals.assertTaken;
import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.base.Reach;
import app.grapevine.storage.Dialect;
import app.grapevine.storage.StoredValues;
import app.grapevine.tags.Tag;
import app.grapevine.tags.Tags;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Tags as links have them, and what is done to all of one name. */
@ParameterizedClass
@EnumSource(Dialect.class)
class LinkTagsDbTest {
    private static final String COMPOSED = "Caf\u00e9";
    private static final String DECOMPOSED = "cafe\u0301";

    @Parameter
    Dialect dialect;

    private TestLinks test;
    private Links links;
    private Tags tags;

    @BeforeEach
    void open() {
        test = new TestLinks(dialect);
        links = test.links;
        tags = new Tags(test.database());
    }

    @AfterEach
    void close() {
        test.close();
    }

    private Link tagged(String... some) {
        return links.create(LinkDraft.to("https://example.com/")
                .but()
                .tags(List.of(some))
                .campaign("spring")
                .draft());
    }

    private Link now(Link link) {
        return links.get(link.key());
    }

    private List<Tag> all() {
        return tags.list(Reach.ALL, null, 50, null).items();
    }

    private List<Link> withTag(String tag) {
        return test.lists
                .list(new LinkFilter(null, null, null, tag, null, null, null, null, null), LinkSort.OLDEST, 50, null)
                .items();
    }

    @Test
    void tagsThatDifferInCaseOrCompositionAreOneAsFirstWritten() {
        Link first = tagged(" Sa\u200ble ", "sale", COMPOSED);
        Link second = tagged("SALE", DECOMPOSED);

        assertThat(first.tags()).containsExactly(COMPOSED, "Sale");
        assertThat(second.tags()).containsExactly(COMPOSED, "Sale");
        assertThat(now(second).tags()).isEqualTo(second.tags());
        assertThat(all()).containsExactly(new Tag(COMPOSED, 2), new Tag("Sale", 2));
        for (String spelling : List.of("Sale", "sale", "sALE ")) {
            assertThat(withTag(spelling)).as(spelling).hasSize(2);
        }
        assertThat(withTag(DECOMPOSED)).hasSize(2);
    }

    @Test
    void oneBulkWritesATagOnce() {
        List<BulkLinks.Result> made = links.bulk()
                .createAll(List.of(
                        LinkDraft.to("https://example.com/1")
                                .but()
                                .tags(List.of("New"))
                                .draft(),
                        LinkDraft.to("https://example.com/2")
                                .but()
                                .tags(List.of("NEW"))
                                .draft()));

        assertThat(made)
                .allSatisfy(one -> assertThat(one.link())
                        .isNotNull()
                        .satisfies(link -> assertThat(link.tags()).containsExactly("New")));
    }

    @Test
    void aChangeToAnotherSpellingChangesNothing() {
        Link link = tagged("Sale");
        Link changed = links.change(
                link.key(),
                present -> present.draft().but().tags(List.of("sale")).draft());

        assertThat(changed).isEqualTo(link);
    }

    @Test
    void aTagThatNoLinkHasAnyMoreIsWrittenAnew() {
        Link link = tagged("sale");
        links.change(
                link.key(), present -> present.draft().but().tags(List.of()).draft());

        assertThat(tagged("Sale").tags()).containsExactly("Sale");
    }

    @Test
    void aTagHasUpTo64CharactersAsPeopleSeeThem() {
        String longest = "👨‍👩‍👧‍👦".repeat(64);

        assertThat(now(tagged(longest)).tags()).containsExactly(longest);
        assertInvalid(() -> tagged(longest + "x"), "tags[0]");
        assertInvalid(() -> tagged("\u200b"), "tags[0]");
        assertInvalid(() -> tagged("None"), "tags[0]");
    }

    @Test
    void tagsAreListedByPageByPartAndByCampaign() {
        tagged("a", "b/c", "Bc");
        links.create(
                LinkDraft.to("https://example.com/").but().tags(List.of("d")).draft());
        links.delete(tagged("gone").key());

        assertThat(all()).extracting(Tag::tag).containsExactly("a", "b/c", "Bc", "d");
        var page = tags.list(Reach.ALL, null, 3, null);
        assertThat(tags.list(Reach.ALL, null, 3, page.next()).items()).containsExactly(new Tag("d", 1));
        assertThat(tags.list(Reach.ALL, "BC", 9, null).items()).containsExactly(new Tag("Bc", 1));
        assertThat(tags.list(new Reach("spring"), null, 9, null).items())
                .extracting(Tag::tag)
                .containsExactly("a", "b/c", "Bc");
        assertInvalid(() -> tags.list(Reach.ALL, "x", 3, page.next()), "cursor");
    }

    @Test
    void aTagIsRenamedOnAllLinks() {
        Link one = tagged("Sale", "x");
        Link other = tagged("sale");

        assertThat(tags.rename("SALE", " Summer sale")).isEqualTo(new Tag("Summer sale", 2));
        assertThat(now(one).tags()).containsExactly("Summer sale", "x");
        assertThat(now(other).tags()).containsExactly("Summer sale");
        assertThat(tags.rename("summer sale", "summer SALE").tag()).isEqualTo("summer SALE");
        assertThat(now(other).tags()).containsExactly("summer SALE");
        assertThat(withTag("Sale")).isEmpty();
    }

    @Test
    void aNameThatOtherLinksHaveIsNotTakenByRenaming() {
        tagged("Sale");
        tagged("Offer");

        assertTaken(() -> tags.rename("Sale", "OFFER"), "tag");
        assertInvalid(() -> tags.rename("Sale", "none"), "tag");
        assertNotFound(() -> tags.rename("unknown", "x"));
    }

    @Test
    void severalTagsBecomeOneAndALinkHasItOnce() {
        Link both = tagged("Sale", "Offer");
        Link one = tagged("Deals");

        assertThat(tags.merge(List.of("offer", "deals"), "SALE")).isEqualTo(new Tag("Sale", 2));
        assertThat(now(both).tags()).containsExactly("Sale");
        assertThat(now(one).tags()).containsExactly("Sale");
        assertThat(all()).containsExactly(new Tag("Sale", 2));
        assertNotFound(() -> tags.merge(List.of("offer"), "Sale"));
        assertInvalid(() -> tags.merge(List.of(), "Sale"), "tags");
    }

    @Test
    void aTagIsTakenFromAllLinks() {
        Link link = tagged("Sale", "x");
        links.delete(tagged("sale").key());

        assertThat(tags.delete("SALE")).isEqualTo(new Tag("Sale", 1));
        assertThat(now(link).tags()).containsExactly("x");
        assertNotFound(() -> tags.delete("Sale"));
    }

    @Test
    void whatEarlierVersionsToldApartIsUnitedOnce() {
        Link first = tagged("a");
        Link second = tagged("b");
        Link german = links.create(LinkDraft.to("https://tübingen.example/süß"));
        test.database().writeOnly(handle -> {
            handle.execute("DELETE FROM tags");
            handle.execute("UPDATE links SET destination_words = NULL");
            handle.execute("UPDATE link_tags SET tag = 'sale' WHERE tag = 'a'");
            handle.execute("UPDATE link_tags SET tag = 'Sale' WHERE tag = 'b'");
            handle.execute("INSERT INTO link_tags (link_id, tag) VALUES (?, 'SALE')", second.id());
            handle.execute("INSERT INTO link_tags (link_id, tag) VALUES (?, ?)", first.id(), DECOMPOSED);
            StoredValues.note(handle, "words");
        });

        links.unite();

        assertThat(now(first).tags()).containsExactly("caf\u00e9", "sale");
        assertThat(now(second).tags()).containsExactly("sale");
        assertThat(all()).containsExactly(new Tag("caf\u00e9", 1), new Tag("sale", 2));
        assertThat(found("tübingen")).containsExactly(german);
        assertThat(test.database()
                        .<Boolean>read(
                                handle -> StoredValues.find(handle, "words").isPresent()))
                .isFalse();
    }

    private List<Link> found(String search) {
        return test.lists
                .list(new LinkFilter(null, null, null, null, search, null, null, null, null), LinkSort.OLDEST, 50, null)
                .items();
    }

    @Test
    void aDestinationIsFoundAsItIsTyped() {
        Link german = links.create(LinkDraft.to(" https://stadt-tübingen.example/Süß?q=Ü \u00a0"));
        links.create(LinkDraft.to("https://example.com/sub"));

        assertThat(german.destination()).isEqualTo("https://xn--stadt-tbingen-2ob.example/S%C3%BC%C3%9F?q=%C3%9C");
        for (String search :
                List.of("tübingen", "TÜBINGEN", "tu\u0308bingen", "süß", "SÜSS", "q=ü", "xn--stadt", "%C3%BC")) {
            assertThat(found(search)).as(search).containsExactly(german);
        }
        assertThat(found("söß")).isEmpty();
    }

    @Test
    void aTitleHasAsManyCharactersAsPeopleSee() {
        String grapes = "🍇".repeat(300);

        assertThat(titled(grapes).title()).isEqualTo(grapes);
        assertThat(titled(" Cafe\u0301\u200b ").title()).isEqualTo(COMPOSED);
        assertInvalid(() -> titled(grapes + "🍇"), "title");
    }

    private Link titled(String title) {
        return now(links.create(
                LinkDraft.to("https://example.com/").but().title(title).draft()));
    }

    @Test
    void aBulkFoldsTheNameOfACampaignAsThePageDoes() {
        LinkDraft draft = LinkDraft.to("https://example.com/")
                .but()
                .campaign(" Spring  Sale ")
                .draft();

        assertThat(links.bulk().createAll(List.of(draft)).get(0).link())
                .isNotNull()
                .satisfies(link -> assertThat(link.campaign()).isEqualTo("spring-sale"));
        assertInvalid(() -> links.create(draft), "campaign");
    }
}
