package app.grapevine.links;

import static app.grapevine.links.TestLinks.key;
import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.links.BroughtLink.Outcome;
import app.grapevine.storage.Dialect;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A link that gets aliases by two hands in one moment. */
@ParameterizedClass
@EnumSource(Dialect.class)
class AliasesAtOnceDbTest {
    private static final String ADVISORY_LOCKS = """
            SELECT COUNT(*) FROM pg_locks WHERE locktype = 'advisory' AND granted
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """;

    @Parameter
    Dialect dialect;

    private final CountDownLatch changing = new CountDownLatch(1);
    private final AtomicBoolean isBrought = new AtomicBoolean();
    private TestLinks test;

    @BeforeEach
    void open() {
        test = new TestLinks(dialect);
    }

    @AfterEach
    void close() {
        test.close();
    }

    private static BroughtLink brought(String... aliases) {
        return new BroughtLink(Drafts.to("https://example.com/").draft(), "printed", List.of(aliases), null, null);
    }

    /** On H2 who writes is alone: there the one who brings comes when the other has committed. */
    private boolean whoBringsIsAtIt() {
        return dialect == Dialect.H2 || isBrought.get() || test.test.one(Long.class, ADVISORY_LOCKS) > 0;
    }

    @Test
    void whoBringsAnAliasAndWhoAddsOneByHandDoNotWaitForEachOtherInARing() throws Exception {
        test.links.brought().makeAll(List.of(brought()), Maker.NOBODY);
        Callable<Object> byHand = () -> test.links.change(key("printed"), present -> {
            changing.countDown();
            Awaitility.await().until(this::whoBringsIsAtIt);
            return present.draft().but().aliases(List.of("by-hand")).draft();
        });
        Callable<Object> byImport = () -> {
            changing.await();
            BroughtLink.Result result = test.links
                    .brought()
                    .makeAll(List.of(brought("by/import")), Maker.NOBODY)
                    .get(0);
            isBrought.set(true);
            return result.outcome();
        };

        assertThat(AtOnce.run(List.of(byHand, byImport))).contains(Outcome.RENEWED);

        assertThat(Stream.of("by-hand", "by/import").map(alias -> test.links.findByAlias(key(alias))))
                .allMatch(found -> found.equals(Optional.of(key("printed"))));
    }
}
