package app.grapevine.links;

import static app.grapevine.links.TestLinks.CHANNELS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.grapevine.base.FaultCode;
import app.grapevine.base.Reach;
import app.grapevine.base.RefusedException;
import app.grapevine.base.RefusedException.Reason;
import app.grapevine.campaigns.Utm;
import app.grapevine.storage.Dialect;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** How many links a key or an account may make in an hour. */
@ParameterizedClass
@EnumSource(Dialect.class)
class LinkBudgetDbTest {
    private static final int MOST = 5;
    private static final LinkSettings SETTINGS = new LinkSettings(
            TestLinks.SETTINGS.publicUrl(),
            List.of(),
            DestinationSettings.STRICT,
            false,
            LinkDraft.ForwardQuery.IDS,
            Utm.Media.USUAL,
            MOST,
            false);
    private static final Maker ANNA = maker("anna");

    private static final ShareSetDraft TWO =
            new ShareSetDraft(Drafts.valid().draft(), List.of("sms", "email"), List.of(), null);

    @Parameter
    Dialect dialect;

    private TestLinks test;
    private Links links;
    private ShareSets shareSets;

    @BeforeEach
    void open() {
        test = new TestLinks(dialect);
        links = node();
        shareSets = new ShareSets(test.database(), test.feed, SETTINGS, CHANNELS, links, test.clock);
    }

    @AfterEach
    void close() {
        test.close();
    }

    private Links node() {
        return new Links(test.database(), test.feed, SETTINGS, CHANNELS, test.clock);
    }

    private static Maker maker(String id) {
        return new Maker(new Link.Creator("key", id, "Key of " + id), Reach.ALL);
    }

    private void make(int number) {
        for (int i = 0; i < number; i++) {
            links.create(Drafts.valid().draft(), ANNA);
        }
    }

    private void assertLimited(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(RefusedException.class, refusal -> {
            assertThat(refusal.reason()).isEqualTo(Reason.LIMITED);
            assertThat(refusal.faults().get(0).code()).isEqualTo(FaultCode.LINKS_AN_HOUR);
            assertThat(refusal.faults().get(0).values()).isEqualTo(Map.of("most", MOST, "seconds", 3600L));
            assertThat(refusal.retryAfter().orElseThrow().toSeconds()).isEqualTo(3599);
        });
    }

    @Test
    void eachLinkCountsHoweverItIsMadeAndTheNextHourBeginsAnew() {
        make(2);
        shareSets.create(TWO, ANNA);
        make(1);
        assertLimited(() -> links.create(Drafts.valid().draft(), ANNA));
        links.create(Drafts.valid().draft(), maker("ben"));
        links.create(Drafts.valid().draft());
        test.clock.advance(Duration.ofHours(1));
        make(MOST);
        assertLimited(() -> links.create(Drafts.valid().draft(), ANNA));
    }

    @Test
    void aShareSetIsMadeAsAWholeOrNotAtAll() {
        make(4);
        assertLimited(() -> shareSets.create(TWO, ANNA));
        assertThat(shareSets.list(10, null).items()).isEmpty();
        make(1);
    }

    @Test
    void ofABulkTheFirstAreMadeAndTheSurplusIsRefusedOneByOne() {
        make(2);
        List<BulkLinks.Result> results = links.bulk()
                .createAll(
                        List.of(
                                Drafts.to("nowhere").draft(),
                                Drafts.valid().code("one").draft(),
                                Drafts.valid().code("two").draft(),
                                Drafts.valid().code("three").draft(),
                                Drafts.valid().code("four").draft(),
                                Drafts.to("nowhere").draft()),
                        ANNA);
        assertThat(results.stream()
                        .map(result -> result.link() == null
                                ? result.refusal().reason()
                                : result.link().code()))
                .containsExactly(Reason.INVALID, "one", "two", "three", Reason.LIMITED, Reason.INVALID);
        assertThat(links.find(TestLinks.key("four"))).isEmpty();
    }

    @Test
    void whatIsNotMadeIsNotCounted() {
        links.create(Drafts.valid().code("taken").draft());
        List<LinkDraft> taken =
                Collections.nCopies(MOST, Drafts.valid().code("taken").draft());
        assertThat(links.bulk().createAll(taken, ANNA))
                .allSatisfy(result -> assertThat(result.refusal().reason()).isEqualTo(Reason.TAKEN));
        assertThatThrownBy(() -> links.create(taken.get(0), ANNA)).isInstanceOf(RefusedException.class);
        make(MOST);
    }

    @Test
    void whatRecipientsPassOnIsNobodys() {
        Link link = links.create(Drafts.valid().draft(), ANNA);
        make(MOST - 1);
        Forwards forwards = new Forwards(test.database(), test.feed, CHANNELS, links, shareSets, test.clock);
        assertThat(forwards.forward(link.key(), "sms").link().creator()).isNull();
    }

    @Test
    void allNodesCountTogether() throws Exception {
        List<Boolean> made = AtOnce.run(3 * MOST, () -> {
            try {
                node().create(Drafts.valid().draft(), ANNA);
                return true;
            } catch (RefusedException e) {
                assertThat(e.reason()).isEqualTo(Reason.LIMITED);
                return false;
            }
        });
        assertThat(made).filteredOn(one -> one).hasSize(MOST);
    }
}
