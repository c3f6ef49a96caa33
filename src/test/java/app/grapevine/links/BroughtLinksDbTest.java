package app.grapevine.links;

import static app.grapevine.links.TestLinks.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.grapevine.base.Fault;
import app.grapevine.base.RefusedException;
import app.grapevine.base.RefusedException.Reason;
import app.grapevine.brought.OpeningBalance;
import app.grapevine.links.BroughtLink.Outcome;
import app.grapevine.links.BroughtLink.Result;
import app.grapevine.storage.Dialect;
import app.grapevine.storage.LinkKey;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Links that are elsewhere made here as they are, and their aliases. */
@ParameterizedClass
@EnumSource(Dialect.class)
class BroughtLinksDbTest {
    private static final Instant BEFORE = Instant.parse("2019-04-05T06:07:08.009Z");
    private static final OpeningBalance BALANCE =
            new OpeningBalance(1234, null, Instant.parse("2026-02-28T10:00:00Z"), "bit.ly");

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

    private static BroughtLink brought(String code, String... aliases) {
        return new BroughtLink(
                Drafts.to("https://example.com/" + code.length()).draft(), code, List.of(aliases), null, null);
    }

    private Link made(BroughtLink one) {
        Result result = links.brought().makeAll(List.of(one), Maker.NOBODY).get(0);
        assertThat(result.outcome()).as("%s", result.faults()).isEqualTo(Outcome.MADE);
        return result.link();
    }

    private static List<String> told(List<Result> results) {
        return results.stream()
                .map(result -> result.outcome()
                        + result.faults().stream()
                                .map(fault ->
                                        " " + fault.field() + " " + fault.code().label())
                                .reduce("", String::concat))
                .toList();
    }

    @Test
    void aCodeOfOurShapeBecomesTheLinksCodeAndAnyOtherAnAlias() {
        Link code = made(brought("Spring-2019"));
        assertThat(code.code()).isEqualTo("Spring-2019");
        assertThat(code.aliases()).isEmpty();

        Link alias = made(brought("docs/start", "Ünï"));
        assertThat(alias.code()).matches("[0-9A-Za-z]{7}");
        assertThat(alias.aliases()).containsExactly("docs/start", "Ünï");
        assertThat(links.get(alias.key())).isEqualTo(alias);
        assertThat(links.findByAlias(key("docs/start"))).contains(alias.key());
        assertThat(links.findFolded(key("ünï"))).contains(alias.key());
        assertThat(test.heard).contains(alias.key(), key("docs/start"), key("Ünï"));
        List<LinkKey> all = new ArrayList<>();
        links.eachKey(all::add);
        assertThat(all)
                .contains(alias.key(), code.key(), key("spring-2019"), key("docs/start"), key("Ünï"), key("ünï"))
                .hasSize((int) links.countKeys());
    }

    @Test
    void whatBelongsToItComesWithIt() {
        LinkDraft draft = Drafts.to("https://example.com/")
                .tags(List.of("b", "A"))
                .title("Old")
                .campaign("Spring 2019")
                .archived(true)
                .disabled(true)
                .passwordHash("hash")
                .validUntil(Instant.parse("2020-01-01T00:00:00Z"))
                .draft();
        Link link = made(new BroughtLink(draft, "abc", List.of("abcd"), BEFORE, BALANCE));
        assertThat(links.get(link.key())).isEqualTo(link);
        assertThat(link.createdAt()).isEqualTo(BEFORE);
        assertThat(link.updatedAt()).isAfter(BEFORE);
        assertThat(link.balance()).isEqualTo(BALANCE);
        assertThat(link.tags()).containsExactly("A", "b");
        assertThat(link.campaign()).isEqualTo("spring-2019");
        assertThat(link.archived() && link.disabled() && link.isProtected()).isTrue();
        assertThat(link.aliases()).containsExactly("abcd");
    }

    @Test
    void codesThatDifferInCaseAloneAreBothFoundAsTheyAre() {
        links.create(Drafts.to("https://example.com/own").code("sale").draft());
        List<Result> results = links.brought()
                .makeAll(
                        List.of(brought("SALE"), brought("aBc"), brought("AbC"), brought("É/1"), brought("é/1")),
                        Maker.NOBODY);
        assertThat(results).extracting(Result::outcome).containsOnly(Outcome.MADE);
        assertThat(results).extracting(Result::asTyped).containsExactly(true, false, true, false, true);
        assertThat(links.get(key("SALE")).destination()).isEqualTo("https://example.com/4");
        assertThat(links.findFolded(key("sale"))).contains(key("sale"));
        assertThat(links.findFolded(key("abc"))).contains(key("aBc"));
        assertThat(links.findByAlias(key("é/1"))).contains(results.get(4).link().key());
        assertThat(links.findFolded(key("é/1"))).contains(results.get(3).link().key());
    }

    @Test
    void whatIsTakenOrReservedIsNamed() {
        links.create(Drafts.valid().code("taken").aliases(List.of("taken-too")).draft());
        Link gone = links.create(Drafts.valid().code("gone").draft());
        links.delete(gone.key());
        List<BroughtLink> all = List.of(
                brought("taken"),
                brought("taken-too"),
                brought("gone"),
                brought("admin"),
                brought("robots.txt"),
                brought("api/v1"),
                brought("x+"),
                brought("a b"),
                brought("a/../b"),
                brought("a".repeat(101)),
                new BroughtLink(Drafts.to("nowhere").draft(), "fine", List.of(), null, null),
                brought("free", "taken", "free", "a//b", "free.too"),
                brought("again"),
                brought("again"),
                new BroughtLink(Drafts.to("https://example.com/other").draft(), "again", List.of(), null, null),
                brought("free.too"));
        List<String> expected = List.of(
                "REFUSED code taken-for-good",
                "REFUSED code taken-for-good",
                "REFUSED code taken-for-good",
                "REFUSED code reserved",
                "REFUSED code reserved",
                "REFUSED code reserved",
                "REFUSED code reserved",
                "REFUSED code not-a-path",
                "REFUSED code not-a-path",
                "REFUSED code not-a-path",
                "REFUSED destination not-http",
                "MADE aliases[0] taken-for-good aliases[2] not-a-path",
                "MADE",
                "THERE",
                "REFUSED code taken-for-good",
                "REFUSED code taken-for-good");
        assertThat(told(links.brought().rehearse(all, Maker.NOBODY))).isEqualTo(expected);
        assertThat(links.find(key("free"))).as("a rehearsal makes nothing").isEmpty();
        List<Result> results = links.brought().makeAll(all, Maker.NOBODY);
        assertThat(told(results)).isEqualTo(expected);
        assertThat(results.get(11).link().aliases()).containsExactly("free.too");
        assertThat(results.get(13).link()).isEqualTo(results.get(12).link());
    }

    @Test
    void againItTakesWhatIsNew() {
        Link first =
                made(new BroughtLink(Drafts.to("https://example.com/").draft(), "my.page", List.of(), BEFORE, BALANCE));
        OpeningBalance later = new OpeningBalance(1300, 40L, BALANCE.until().plusSeconds(60), "bit.ly");
        BroughtLink more = new BroughtLink(
                Drafts.to("https://example.com").draft(), "my.page", List.of("my.other", "plain"), BEFORE, later);
        assertThat(told(links.brought().rehearse(List.of(more), Maker.NOBODY))).containsExactly("RENEWED");
        Result renewed = links.brought().makeAll(List.of(more), Maker.NOBODY).get(0);
        assertThat(renewed.outcome()).isEqualTo(Outcome.RENEWED);
        assertThat(renewed.link().id()).isEqualTo(first.id());
        assertThat(renewed.link().balance()).isEqualTo(later);
        assertThat(renewed.link().aliases()).containsExactly("my.other", "my.page", "plain");
        Result there = links.brought().makeAll(List.of(more), Maker.NOBODY).get(0);
        assertThat(there.outcome()).isEqualTo(Outcome.THERE);
        assertThat(there.link()).isEqualTo(renewed.link());
        assertThat(test.lists.list(LinkFilter.ANY, 10, null).items()).hasSize(1);
    }

    @Test
    void thousandsAtOnceAreMade() {
        List<BroughtLink> all = IntStream.range(0, 3000)
                .mapToObj(i -> i % 3 == 0 ? brought("p/" + i, "Code-" + i) : brought("printed-" + i))
                .toList();
        List<Result> results = links.brought().makeAll(all, Maker.NOBODY);
        assertThat(results).extracting(Result::outcome).containsOnly(Outcome.MADE);
        assertThat(links.findByAlias(key("Code-2997")))
                .contains(results.get(2997).link().key());
        assertThat(links.brought().rehearse(all, Maker.NOBODY))
                .extracting(Result::outcome)
                .containsOnly(Outcome.THERE);
        assertThatThrownBy(() -> links.brought().makeAll(Collections.nCopies(5001, all.get(0)), Maker.NOBODY))
                .isInstanceOf(RefusedException.class);
    }

    @Test
    void anAliasIsGivenAndTakenAsACodeIs() {
        Link one = links.create(
                Drafts.valid().code("one").aliases(List.of("uno", "Eins")).draft());
        assertThat(one.aliases()).containsExactly("Eins", "uno");
        assertThat(links.get(one.key())).isEqualTo(one);
        assertTaken("aliases", Drafts.valid().aliases(List.of("UNO")).draft());
        assertTaken("aliases", Drafts.valid().aliases(List.of("One")).draft());
        assertTaken("code", Drafts.valid().code("eins").draft());

        test.heard.clear();
        Link less = links.change(
                one.key(),
                link -> link.draft().but().aliases(List.of("uno", "ein-s")).draft());
        assertThat(less.aliases()).containsExactly("ein-s", "uno");
        assertThat(test.heard).contains(key("Eins"), key("ein-s"), one.key());
        assertThat(links.findByAlias(key("Eins"))).isEmpty();
        assertTaken("code", Drafts.valid().code("eins").draft());
        assertTaken("aliases", Drafts.valid().aliases(List.of("eins")).draft());
        Link back = links.change(
                one.key(), link -> link.draft().but().aliases(List.of("Eins")).draft());
        assertThat(links.findByAlias(key("Eins"))).contains(back.key());

        Link other = links.create(Drafts.valid().code("other").draft());
        assertThatThrownBy(() -> links.change(
                        other.key(),
                        link -> link.draft().but().aliases(List.of("eins")).draft()))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TAKEN));
        for (String odd : List.of("a", "my.page", "a/b")) {
            assertThatThrownBy(() -> links.change(
                            other.key(),
                            link -> link.draft().but().aliases(List.of(odd)).draft()))
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            e -> assertThat(e.faults()).extracting(Fault::field).containsExactly("aliases"));
        }
    }

    private void assertTaken(String field, LinkDraft draft) {
        assertThatThrownBy(() -> links.create(draft)).isInstanceOfSatisfying(RefusedException.class, e -> {
            assertThat(e.reason()).isEqualTo(Reason.TAKEN);
            assertThat(e.faults()).extracting(Fault::field).containsExactly(field);
        });
        assertThat(links.bulk().rehearse(List.of(draft), Maker.NOBODY).get(0).refusal())
                .isNotNull();
    }

    @Test
    void anAliasThatWasBroughtCanBeHadAgainWhenItWasRemoved() {
        Link link = made(brought("my.page"));
        links.change(
                link.key(), present -> present.draft().but().aliases(List.of()).draft());
        assertThat(links.findByAlias(key("my.page"))).isEmpty();
        links.change(
                link.key(),
                present -> present.draft().but().aliases(List.of("my.page")).draft());
        assertThat(links.findByAlias(key("my.page"))).contains(link.key());
    }

    @Test
    void ofThoseWhoAskForTheSameAtOnceAsCodeAndAsAliasOneGetsIt() throws Exception {
        for (int round = 0; round < 8; round++) {
            String wanted = "wanted-" + round;
            Link link = links.create(Drafts.valid().draft());
            List<Callable<String>> tasks = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                String other = wanted.toUpperCase(Locale.ROOT);
                tasks.add(() ->
                        whoGot(() -> links.create(Drafts.valid().code(wanted).draft())));
                tasks.add(() -> whoGot(() ->
                        links.create(Drafts.valid().aliases(List.of(other)).draft())));
                tasks.add(() -> whoGot(() -> links.change(
                        link.key(),
                        present ->
                                present.draft().but().aliases(List.of(wanted)).draft())));
            }
            assertThat(AtOnce.run(tasks).stream().filter(who -> !who.isEmpty()).distinct())
                    .hasSize(1);
        }
    }

    /** The link that got what was wanted; nothing where it was taken. */
    private static String whoGot(Callable<Link> task) throws Exception {
        try {
            return task.call().code();
        } catch (RefusedException e) {
            assertThat(e.reason()).isEqualTo(Reason.TAKEN);
            return "";
        }
    }

    @Test
    void aLinkThatIsErasedTakesItAllWithIt() {
        Link link = made(new BroughtLink(
                Drafts.to("https://example.com/").draft(), "my.page", List.of("again"), BEFORE, BALANCE));
        new LinkErasure(test.database(), test.feed, Clock.systemUTC()).erase(link.id());
        assertThat(links.findByAlias(key("my.page"))).isEmpty();
        assertThat(made(brought("my.page", "again")).aliases()).containsExactly("again", "my.page");
    }

    @Test
    void linksThatWerePassedOnHaveNoAliasesOfTheirs() {
        Link parent = links.create(
                Drafts.valid().code("parent").aliases(List.of("parent-2")).draft());
        Forwards forwards =
                new Forwards(test.database(), test.feed, TestLinks.CHANNELS, links, test.shareSets, test.clock);
        assertThat(forwards.forward(parent.key(), null).link().aliases()).isEmpty();
    }

    @Test
    void randomCodesThatAreSomebodysAliasAreDrawnAgain() {
        String first = test.withCodes(new Codes(new Rigged(7)))
                .create(Drafts.valid().draft())
                .code();
        String second = new Codes(new Rigged(8)).next();
        links.create(Drafts.valid().code("holder").aliases(List.of(second)).draft());
        Link drawn = test.withCodes(new Codes(new Rigged(7, 8, 9)))
                .create(Drafts.valid().draft());
        assertThat(Stream.of(first, second)).doesNotContain(drawn.code());
    }
}
