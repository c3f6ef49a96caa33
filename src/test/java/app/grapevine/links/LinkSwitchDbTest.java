package app.grapevine.links;

import static app.grapevine.links.Refusals.assertInvalid;
import static app.grapevine.links.TestLinks.CHANNELS;
import static app.grapevine.links.TestLinks.key;
import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.base.Reach;
import app.grapevine.links.LinkFilter.Trace;
import app.grapevine.storage.Dialect;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Many links switched off at once, and on again. */
@ParameterizedClass
@EnumSource(Dialect.class)
class LinkSwitchDbTest {
    private static final Maker ANNA = new Maker(new Link.Creator("account", "0anna", "Anna"), Reach.ALL);

    @Parameter
    Dialect dialect;

    private TestLinks test;
    private Links links;
    private LinkSwitch linkSwitch;

    @BeforeEach
    void open() {
        test = new TestLinks(dialect);
        links = test.links;
        linkSwitch = new LinkSwitch(test.database(), test.feed, CHANNELS, test.lists, test.clock);
    }

    @AfterEach
    void close() {
        test.close();
    }

    private static LinkFilter traced(
            @Nullable String host, @Nullable String createdBy, @Nullable Instant from, @Nullable Instant to) {
        return LinkFilter.ANY.traced(new Trace(host, createdBy, from, to, null));
    }

    private List<String> off() {
        return test
                .lists
                .list(new LinkFilter(null, null, null, null, null, null, Link.Status.DISABLED, null, null), 500, null)
                .items()
                .stream()
                .map(Link::code)
                .sorted()
                .toList();
    }

    private void link(String code, String destination) {
        links.create(Drafts.to(destination).code(code).draft());
    }

    @Test
    void theHostIsMeantWithItsSubdomainsAndNothingThatLooksLikeIt() {
        link("plain", "https://bad.example/");
        link("sub", "http://www.BAD.example:8080/path");
        link("dot", "https://bad.example./");
        links.create(Drafts.valid()
                .code("over")
                .expiredDestination("https://bad.example/x")
                .draft());
        link("other", "https://notbad.example/");
        link("longer", "https://bad.example.com/");
        link("path", "https://good.example/bad.example/");
        link("query", "https://good.example/?u=https://x.bad.example/");
        link("under", "https://bad-example/");
        LinkSwitch.Switched seen = linkSwitch.preview(traced("Bad.Example.", null, null, null), true);
        assertThat(seen.links()).isEqualTo(4);
        assertThat(seen.first()).extracting(Link::code).containsExactly("plain", "sub", "dot", "over");
        assertThat(seen.at()).isNull();
        assertThat(off()).isEmpty();
        assertThat(linkSwitch.run(traced("bad.example", null, null, null), true).links())
                .isEqualTo(4);
        assertThat(off()).containsExactly("dot", "over", "plain", "sub");
        assertThat(linkSwitch.run(traced("bad.example", null, null, null), true).links())
                .isZero();
    }

    @Test
    void byMakerAndTimeAndText() {
        link("first", "https://example.com/a");
        test.clock.advance(Duration.ofMinutes(10));
        Instant ten = test.clock.instant();
        links.create(Drafts.to("https://example.com/b").code("annas").draft(), ANNA);
        link("second", "https://example.com/bonus");
        test.clock.advance(Duration.ofMinutes(10));
        link("third", "https://example.com/c");
        linkSwitch.run(traced(null, "0anna", null, null), true);
        assertThat(off()).containsExactly("annas");
        linkSwitch.run(new LinkFilter(null, null, null, null, "BONUS", null, null, null, null), true);
        assertThat(off()).containsExactly("annas", "second");
        linkSwitch.run(traced(null, null, ten, null), true);
        assertThat(off()).containsExactly("annas", "second", "third");
        linkSwitch.run(traced(null, null, null, ten), true);
        assertThat(off()).hasSize(4);
        linkSwitch.run(traced(null, null, ten, test.clock.instant().minusMillis(1)), false);
        assertThat(off()).containsExactly("first", "third");
    }

    @Test
    void manyAreSwitchedAndToldOfAndAllOfThemCanBeSwitchedBack() {
        List<BulkLinks.Result> bad = links.bulk()
                .createAll(Collections.nCopies(
                        2_500, Drafts.to("https://bad.example/").draft()));
        link("own", "https://bad.example/");
        links.change(key("own"), link -> link.draft().but().disabled(true).draft());
        link("good", "https://example.com/");
        test.heard.clear();
        test.clock.advance(Duration.ofMinutes(1));
        LinkSwitch.Switched switched = linkSwitch.run(traced("bad.example", null, null, null), true);
        assertThat(switched.links()).isEqualTo(2_500);
        assertThat(switched.first()).hasSize(LinkSwitch.SHOWN).allMatch(Link::disabled);
        assertThat(test.heard)
                .containsAll(bad.stream().map(made -> made.link().key()).toList());
        LinkFilter those = LinkFilter.ANY.traced(new Trace(null, null, null, null, switched.at()));
        assertThat(linkSwitch.run(those, false).links()).isEqualTo(2_500);
        assertThat(off()).as("what its owner had switched off").containsExactly("own");
    }

    @Test
    void aFilterHasToSayWhichLinks() {
        assertInvalid(() -> linkSwitch.run(LinkFilter.ANY, true), "filter.search");
        assertInvalid(() -> linkSwitch.preview(traced("no host", null, null, null), true), "filter.host");
    }
}
