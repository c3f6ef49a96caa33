package app.grapevine.links;

import static app.grapevine.links.Refusals.assertInvalid;
import static app.grapevine.links.Refusals.assertNotFound;
import static app.grapevine.links.TestLinks.CHANNELS;
import static app.grapevine.links.TestLinks.OTHER_DOMAIN;
import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.attribution.Channel;
import app.grapevine.attribution.Visibility;
import app.grapevine.campaigns.Utm;
import app.grapevine.links.Forwards.Forwarded;
import app.grapevine.links.LinkTree.Found;
import app.grapevine.links.LinkTree.Node;
import app.grapevine.storage.Dialect;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Dialect.class)
class ForwardsDbTest {
    @Parameter
    Dialect dialect;

    private TestLinks test;
    private Links links;
    private Forwards forwards;

    @BeforeEach
    void open() {
        test = new TestLinks(dialect);
        links = test.links;
        forwards = new Forwards(test.database(), test.feed, CHANNELS, links, test.shareSets, test.clock);
    }

    @AfterEach
    void close() {
        test.close();
    }

    private static LinkDraft.Builder full() {
        return Drafts.to("https://example.com/shop")
                .domain(OTHER_DOMAIN)
                .channel("whatsapp")
                .visibility(Visibility.PUBLIC)
                .audience("regulars")
                .campaign("spring")
                .tags(List.of("a", "b"))
                .title("Ours")
                .validFrom(Instant.parse("2026-02-01T00:00:00Z"))
                .validUntil(Instant.parse("2026-06-01T00:00:00Z"))
                .expiredDestination("https://example.com/over")
                .forwardQuery(LinkDraft.ForwardQuery.ALL)
                .utm(new Utm("s", "m", "c", "t", "x"))
                .card(new Card("Boots", "Warm", "https://example.com/boots.png"))
                .trackConversions(true);
    }

    @Test
    void whatIsPassedOnIsALinkOfItsOwnLikeItsParentButForTheChannel() {
        Link parent = links.create(full().code("chosen").draft());
        Forwarded made = forwards.forward(parent.key(), "telegram");
        Link child = made.link();
        assertThat(links.get(child.key())).isEqualTo(child);
        assertThat(child.code()).matches("[A-Za-z0-9]{7}");
        assertThat(child.id()).isNotEqualTo(parent.id());
        assertThat(child.channel()).isEqualTo("telegram");
        assertThat(child.visibility()).isEqualTo(Visibility.PRIVATE);
        assertThat(child.lineage()).isEqualTo(new Link.Lineage(parent.id(), "chosen", 1));
        assertThat(child)
                .usingRecursiveComparison()
                .ignoringFields("id", "draft.code", "draft.channel", "draft.visibility", "visibility", "lineage")
                .isEqualTo(parent);
        assertThat(test.heard).contains(child.key());
        assertThat(made.share().text()).isEqualTo("Boots https://short.example/" + child.code());
        assertThat(made.share().uri())
                .isEqualTo("https://t.me/share/url?url=https%3A%2F%2Fshort.example%2F" + child.code() + "&text=Boots");
        assertThat(links.get(parent.key())).isEqualTo(parent);
    }

    @Test
    void theOwnersWordOnVisibilityHoldsInTheSameChannelOnly() {
        Link parent = links.create(full().draft());
        assertThat(forwards.forward(parent.key(), "whatsapp").link().visibility())
                .isEqualTo(Visibility.PUBLIC);
        Forwarded unknown = forwards.forward(parent.key(), null);
        assertThat(unknown.link().channel()).isNull();
        assertThat(unknown.link().visibility()).isEqualTo(Visibility.UNKNOWN);
        assertThat(unknown.share().uri()).isNull();
    }

    @Test
    void aShareSetGivesItsWordsAndDoesNotCountWhatWasPassedOnAmongItsLinks() {
        ShareSet set = test.shareSets.create(
                new ShareSetDraft(Drafts.valid().draft(), List.of("whatsapp"), List.of(), "Look: {url} !"));
        Link parent = set.items().get(0).link();
        Forwarded made = forwards.forward(parent.key(), null);
        assertThat(made.link().shareSet()).isEqualTo(set.id());
        assertThat(made.share().text())
                .isEqualTo("Look: https://go.example.com/" + made.link().code() + " !");
        assertThat(test.shareSets.get(set.id()).items()).hasSize(1);
        Link renamed = links.change(
                made.link().key(), link -> link.draft().but().title("Mine").draft());
        assertThat(renamed.title()).isEqualTo("Mine");
        assertThat(renamed.lineage()).isEqualTo(made.link().lineage());
    }

    @Test
    void aChainEndsAfterTwentyAndEachKnowsItsGeneration() {
        Link link = links.create(Drafts.valid().draft());
        for (int generation = 1; generation <= Link.MAX_GENERATION; generation++) {
            Link child = forwards.forward(link.key(), "sms").link();
            assertThat(child.lineage()).isEqualTo(new Link.Lineage(link.id(), link.code(), generation));
            link = child;
        }
        Link last = link;
        assertThat(last.isForwardable()).isFalse();
        assertNotFound(() -> forwards.forward(last.key(), "sms"));
    }

    @Test
    void whatIsNotToBePassedOnIsNot() {
        Instant now = test.clock.instant();
        List<LinkDraft.Builder> unfit = List.of(
                Drafts.valid().forwarding(false),
                Drafts.valid().maxClicks(5L),
                Drafts.valid().disabled(true),
                Drafts.valid().validFrom(now.plusSeconds(1)),
                Drafts.valid().validUntil(now));
        for (LinkDraft.Builder drafts : unfit) {
            Link link = links.create(drafts.draft());
            assertNotFound(() -> forwards.forward(link.key(), null));
        }
        Link deleted = links.create(Drafts.valid().draft());
        links.delete(deleted.key());
        assertNotFound(() -> forwards.forward(deleted.key(), null));
        assertThat(test.lists
                        .list(new LinkFilter(null, null, null, null, null, null, null, 1, null), 10, null)
                        .items())
                .isEmpty();
    }

    @Test
    void whatAnyAncestorIsNotToBeIsNotPassedOn() {
        Link root = links.create(Drafts.valid().draft());
        Link child = forwards.forward(root.key(), "sms").link();
        Link last = forwards.forward(child.key(), "sms").link();
        links.change(root.key(), link -> link.draft().but().forwarding(false).draft());
        assertClosed(last);
        links.change(
                root.key(),
                link -> link.draft().but().forwarding(null).maxClicks(9L).draft());
        assertClosed(last);
        links.change(
                root.key(),
                link -> link.draft().but().maxClicks(null).disabled(true).draft());
        assertClosed(last);
        links.change(root.key(), link -> link.draft().but().disabled(false).draft());
        assertThat(forwards.isOpen(last)).isTrue();
        forwards.forward(last.key(), "sms");
        links.delete(child.key());
        assertClosed(last);
    }

    private void assertClosed(Link link) {
        assertThat(forwards.isOpen(link)).isFalse();
        assertNotFound(() -> forwards.forward(link.key(), "sms"));
    }

    @Test
    void aTreeWhoseParentWasErasedBeginsBehindIt() {
        Link root = links.create(Drafts.valid().draft());
        Link child = forwards.forward(root.key(), "sms").link();
        Link below = forwards.forward(child.key(), "sms").link();
        new LinkErasure(test.database(), test.feed, test.clock).erase(List.of(root.id()));
        LinkTree tree = forwards.tree(below.key());
        assertThat(tree.ancestors()).extracting(found -> found.link().id()).containsExactly(child.id());
        forwards.forward(below.key(), "sms");
    }

    @Test
    void aShareSetGoesWithTheLastOfItsLinks() {
        LinkErasure erasure = new LinkErasure(test.database(), test.feed, test.clock);
        ShareSetDraft draft =
                new ShareSetDraft(Drafts.valid().draft(), List.of("whatsapp", "sms"), List.of(), "Look: {url}");
        ShareSet set = test.shareSets.create(draft);
        ShareSet other = test.shareSets.create(draft);
        Link alone = links.create(Drafts.valid().draft());
        erasure.erase(List.of(set.items().get(0).link().id(), alone.id()));
        assertThat(test.shareSets.get(set.id()).items()).hasSize(1);
        erasure.erase(List.of(set.items().get(1).link().id()));
        assertNotFound(() -> test.shareSets.get(set.id()));
        assertThat(test.shareSets.get(other.id()).items()).hasSize(2);
    }

    @Test
    void aTreeHasWhatWasPassedOnAndWhereItComesFrom() {
        Link root = links.create(Drafts.valid().draft());
        Link one = forwards.forward(root.key(), "sms").link();
        Link two = forwards.forward(root.key(), "email").link();
        Link below = forwards.forward(one.key(), null).link();
        Link deep = forwards.forward(below.key(), "sms").link();
        links.create(Drafts.valid().draft());
        links.delete(below.key());
        LinkTree tree = forwards.tree(root.key());
        assertThat(tree.ancestors()).isEmpty();
        assertThat(tree.truncated()).isFalse();
        assertThat(tree.root())
                .isEqualTo(node(root, node(one, new Node(new Found(below, true), List.of(node(deep)))), node(two)));
        LinkTree part = forwards.tree(deep.key());
        assertThat(part.ancestors())
                .containsExactly(new Found(root, false), new Found(one, false), new Found(below, true));
        assertThat(part.root()).isEqualTo(node(deep));
        assertNotFound(() -> forwards.tree(below.key()));
        assertNotFound(() -> forwards.tree(TestLinks.key("never")));
    }

    private static Node node(Link link, Node... children) {
        return new Node(new Found(link, false), List.of(children));
    }

    @Test
    void aTreeThatIsTooLargeShowsTheNearestGenerations() {
        Link root = links.create(Drafts.valid().draft());
        Link first = forwards.forward(root.key(), null).link();
        for (int i = 0; i < 600; i++) {
            forwards.forward(root.key(), null);
        }
        for (int i = 0; i < 600; i++) {
            forwards.forward(first.key(), null);
        }
        LinkTree tree = forwards.tree(root.key());
        assertThat(tree.truncated()).isTrue();
        assertThat(tree.root().children()).hasSize(601);
        assertThat(tree.root().children().get(0).children()).hasSize(1000 - 602);
        assertThat(forwards.tree(first.key()).truncated()).isFalse();
    }

    @Test
    void anAppThatOpensNothingIsRefused() {
        Link parent = links.create(Drafts.valid().draft());
        for (String app : List.of("signal", "no such", "", "\0")) {
            assertInvalid(() -> forwards.forward(parent.key(), app), "channel");
        }
    }

    @Test
    void theAppsAreTheLinksOwnThenTheUsualThenOtherChatsThenPublicPlaces() {
        Link link = links.create(Drafts.valid().channel("teams").draft());
        List<Channel> apps = forwards.apps(link);
        assertThat(apps).extracting(Channel::id).startsWith("teams", "whatsapp", "messenger", "telegram", "viber");
        assertThat(apps)
                .allMatch(app -> app.shareUri() != null)
                .extracting(Channel::id)
                .contains("x", "facebook");
        List<Visibility> further = apps.stream()
                .filter(app -> !forwards.isLikely(link, app))
                .map(Channel::visibility)
                .toList();
        assertThat(further)
                .isSortedAccordingTo((a, b) -> Boolean.compare(b == Visibility.PRIVATE, a == Visibility.PRIVATE));
    }
}
