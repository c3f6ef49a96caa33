package app.grapevine.links;

import static app.grapevine.links.Refusals.assertInvalid;
import static app.grapevine.links.TestLinks.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.grapevine.base.Fault;
import app.grapevine.base.RefusedException.Reason;
import app.grapevine.storage.Dialect;
import app.grapevine.storage.TestDatabase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Dialect.class)
class LinksBulkDbTest {
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
    void oneBadDraftDoesNotSpoilTheOthers() {
        links.create(Drafts.valid().code("taken").draft());
        List<BulkLinks.Result> results = links.bulk()
                .createAll(List.of(
                        Drafts.to("https://example.com/0")
                                .code("zzz")
                                .tags(List.of("t"))
                                .draft(),
                        Drafts.to("nowhere").code("bad").draft(),
                        Drafts.to("https://example.com/2").code("taken").draft(),
                        Drafts.to("https://example.com/3").draft(),
                        Drafts.to("https://example.com/4").code("zzz").draft(),
                        Drafts.to("https://example.com/5")
                                .code("aaa")
                                .campaign("spring")
                                .draft()));
        assertThat(results)
                .extracting(LinksBulkDbTest::outcome)
                .containsExactly(
                        "https://example.com/0",
                        "INVALID destination",
                        "TAKEN code",
                        "https://example.com/3",
                        "TAKEN code",
                        "https://example.com/5");
        for (BulkLinks.Result result : results) {
            if (result.link() != null) {
                assertThat(links.get(result.link().key())).isEqualTo(result.link());
                assertThat(test.heard).contains(result.link().key());
            }
        }
        assertThat(links.find(key("bad"))).isEmpty();
        assertThat(test.campaigns.find("spring")).isPresent();
    }

    private static String outcome(BulkLinks.Result result) {
        if (result.link() != null) {
            assertThat(result.refusal()).isNull();
            return result.link().destination();
        }
        List<Fault> faults = result.refusal().faults();
        return result.refusal().reason() + " " + faults.get(0).field();
    }

    @Test
    void randomCodesThatAreTakenAreDrawnAgainInABulkToo() {
        Links unlucky = test.withCodes(new Codes(new Rigged(1, 1, 2, 1, 2, 3)));
        List<BulkLinks.Result> results = unlucky.bulk()
                .createAll(List.of(
                        Drafts.valid().draft(),
                        Drafts.valid().tags(List.of("second")).draft(),
                        Drafts.valid().draft()));
        assertThat(results).extracting(result -> result.link().code()).doesNotHaveDuplicates();
        assertThat(test.lists.list(LinkFilter.ANY, 10, null).items())
                .containsExactlyInAnyOrderElementsOf(
                        results.stream().map(BulkLinks.Result::link).toList());
    }

    @Test
    void whereNoCodeIsFreeNothingIsMade() {
        Links hopeless = test.withCodes(new Codes(new Rigged(1)));
        assertThatThrownBy(
                        () -> hopeless.bulk().createAll(Collections.nCopies(2, LinkDraft.to("https://example.com/"))))
                .isInstanceOf(IllegalStateException.class);
        assertThat(test.lists.list(LinkFilter.ANY, 10, null).items()).isEmpty();
    }

    @Test
    void tenThousandAreMadeAtOnceWithIdsInTheirOrder() {
        List<LinkDraft> drafts = IntStream.range(0, BulkLinks.MAX_BULK)
                .mapToObj(i -> Drafts.to("https://example.com/" + i)
                        .channel(i % 2 == 0 ? "whatsapp" : "telegram")
                        .campaign("spring")
                        .tags(List.of("bulk", "t" + i % 10))
                        .draft())
                .toList();
        List<BulkLinks.Result> results = links.bulk().createAll(drafts);
        assertThat(results).hasSize(drafts.size());
        long last = 0;
        for (int i = 0; i < drafts.size(); i++) {
            Link link = results.get(i).link();
            assertThat(link.destination()).isEqualTo(drafts.get(i).destination());
            assertThat(link.id()).isGreaterThan(last);
            last = link.id();
        }
        Link middle = results.get(5000).link();
        assertThat(links.get(middle.key())).isEqualTo(middle);
        assertThat(TestDatabase.count(test.database(), "link_tags")).isEqualTo(2L * BulkLinks.MAX_BULK);
        assertThat(test.heard).hasSize(BulkLinks.MAX_BULK);
    }

    @Test
    void nothingIsMadeOfNothingAndMoreThanFiftyThousandAreRefused() {
        assertThat(links.bulk().createAll(List.of())).isEmpty();
        List<LinkDraft> tooMany = Collections.nCopies(BulkLinks.MOST_AT_ONCE + 1, LinkDraft.to("https://example.com/"));
        assertInvalid(() -> links.bulk().createAll(tooMany), "");
    }

    @Test
    void bulksOfTheSameCodesAtOnceShareThemOut() throws Exception {
        List<LinkDraft> up = IntStream.range(0, 500)
                .mapToObj(i -> Drafts.valid().code("code-" + i).draft())
                .toList();
        List<LinkDraft> down = new ArrayList<>(up);
        Collections.reverse(down);
        List<List<BulkLinks.Result>> results = AtOnce.run(List.of(
                () -> links.bulk().createAll(up),
                () -> links.bulk().createAll(down),
                () -> links.bulk().createAll(up)));
        assertThat(results.stream().flatMap(List::stream).filter(result -> result.link() != null))
                .hasSize(500);
        assertThat(results.stream().flatMap(List::stream).filter(result -> result.refusal() != null))
                .hasSize(1000)
                .allSatisfy(result -> assertThat(result.refusal().reason()).isEqualTo(Reason.TAKEN));
    }
}
