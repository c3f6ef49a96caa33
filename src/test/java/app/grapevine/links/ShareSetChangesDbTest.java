package app.grapevine.links;

import static app.grapevine.links.Refusals.assertInvalid;
import static app.grapevine.links.Refusals.assertNotFound;
import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.base.Page;
import app.grapevine.base.Reach;
import app.grapevine.links.ShareSetDraft.Changeable;
import app.grapevine.storage.Dialect;
import app.grapevine.storage.LinkKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Share sets that are renamed, deleted, brought back and searched for. */
@ParameterizedClass
@EnumSource(Dialect.class)
class ShareSetChangesDbTest {
    private static final String SHOP = "https://example.com/shop";

    @Parameter
    Dialect dialect;

    private TestLinks test;
    private ShareSets shareSets;

    @BeforeEach
    void open() {
        test = new TestLinks(dialect);
        shareSets = test.shareSets;
    }

    @AfterEach
    void close() {
        test.close();
    }

    private ShareSet set(String destination, String... channels) {
        return shareSets.create(
                new ShareSetDraft(LinkDraft.to(destination), List.of(channels), List.of(), "Look: {url}"));
    }

    @Test
    void aSetTakesAnotherNameAndOtherWords() {
        ShareSet made = set(SHOP, "whatsapp", "email");
        assertThat(made.name()).isNull();
        ShareSet changed = shareSets.change(made.id(), now -> new Changeable(" Boots\u0020", "Now: {url}"));
        assertThat(changed.name()).isEqualTo("Boots");
        assertThat(changed.items()).extracting(ShareSet.Item::link).isEqualTo(links(made));
        assertThat(changed.items().get(0).shareText()).startsWith("Now: http");
        assertThat(shareSets.get(made.id())).isEqualTo(changed);
        ShareSet back = shareSets.change(made.id(), now -> new Changeable(null, now.text()));
        assertThat(back.name()).isNull();
        assertThat(back.text()).isEqualTo("Now: {url}");
        assertInvalid(
                () -> shareSets.change(made.id(), now -> new Changeable("a".repeat(201), "b".repeat(2001))),
                "name",
                "text");
        assertNotFound(() -> shareSets.change("0000000000000", now -> now));
        assertNotFound(() -> shareSets.change("no id", now -> now));
    }

    private static List<Link> links(ShareSet set) {
        return set.items().stream().map(ShareSet.Item::link).toList();
    }

    @Test
    void aSetMayHaveItsNameFromTheStart() {
        ShareSetDraft draft = new ShareSetDraft(LinkDraft.to(SHOP), List.of("sms"), List.of(), null, "Boots");
        assertThat(shareSets.create(draft).name()).isEqualTo("Boots");
    }

    @Test
    void aSetIsDeletedWithItsLinksAndBroughtBackWithThose() {
        ShareSet made = set(SHOP, "whatsapp", "email", "sms");
        ShareSet other = set(SHOP, "whatsapp");
        LinkKey gone = links(made).get(0).key();
        LinkKey kept = links(made).get(1).key();
        test.links.delete(gone);
        test.clock.advance(Duration.ofMinutes(1));
        test.heard.clear();

        shareSets.delete(made.id());
        assertThat(shareSets.find(made.id())).isEmpty();
        assertThat(test.links.find(kept)).isEmpty();
        assertThat(test.heard).contains(kept, links(made).get(2).key());
        assertThat(shareSets.list(10, null).items()).containsExactly(other);
        assertNotFound(() -> shareSets.delete(made.id()));
        assertNotFound(() -> shareSets.change(made.id(), now -> now));

        test.heard.clear();
        ShareSet restored = shareSets.restore(made.id());
        assertThat(links(restored)).isEqualTo(links(made).subList(1, 3));
        assertThat(test.heard).contains(kept, links(made).get(2).key());
        assertThat(test.links.find(gone)).isEmpty();
        assertThat(shareSets.restore(made.id())).isEqualTo(restored);
        assertNotFound(() -> shareSets.restore("0000000000000"));
    }

    @Test
    void whatWasPassedOnOutlivesTheSet() {
        ShareSet made = set(SHOP, "whatsapp");
        Forwards forwards =
                new Forwards(test.database(), test.feed, TestLinks.CHANNELS, test.links, shareSets, test.clock);
        Link passedOn = forwards.forward(links(made).get(0).key(), "telegram").link();
        shareSets.delete(made.id());
        assertThat(test.links.find(passedOn.key())).hasValue(passedOn);
        assertThat(shareSets.share(passedOn, null).text()).startsWith("Look: ");
    }

    @Test
    void aSetIsFoundByWhatItOrOneOfItsLinksSays() {
        ShareSet boots = set("https://example.com/boots_1", "whatsapp", "email");
        ShareSet shoes = shareSets.create(new ShareSetDraft(
                Drafts.to(SHOP).title("Red Shoes").campaign("spring").draft(),
                List.of("sms"),
                List.of("Milan group"),
                "50% off",
                "Big sale"));
        for (String search : List.of(
                "SHOES", "spring", "milan", "50% o", "big", links(shoes).get(0).code())) {
            assertThat(found(search)).as(search).containsExactly(shoes);
        }
        assertThat(found("s_1")).containsExactly(boots);
        assertThat(found("example.com")).containsExactly(shoes, boots);
        assertThat(found("sandals")).isEmpty();
        assertThat(found("%")).containsExactly(shoes);
        test.links.delete(links(shoes).get(0).key());
        assertThat(found("milan")).isEmpty();
    }

    private List<ShareSet> found(String search) {
        List<ShareSet> found = new ArrayList<>();
        String cursor = null;
        do {
            Page<ShareSet> page = shareSets.list(search, Reach.ALL, 1, cursor);
            found.addAll(page.items());
            cursor = page.next();
        } while (cursor != null);
        return found;
    }

    @Test
    void aCursorOfAnotherSearchIsRefused() {
        set(SHOP, "whatsapp");
        set(SHOP, "whatsapp");
        String cursor = Objects.requireNonNull(
                shareSets.list("shop", Reach.ALL, 1, null).next());
        assertInvalid(() -> shareSets.list("example", Reach.ALL, 1, cursor), "cursor");
        assertInvalid(() -> shareSets.list("a".repeat(201), Reach.ALL, 1, null), "search");
    }
}
