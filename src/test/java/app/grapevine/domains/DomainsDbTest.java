package app.grapevine.domains;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.grapevine.MutableClock;
import app.grapevine.base.RefusedException;
import app.grapevine.links.LinkSettings;
import app.grapevine.storage.ChangeFeed;
import app.grapevine.storage.Database;
import app.grapevine.storage.Dialect;
import app.grapevine.storage.TestDatabase;
import java.net.URI;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Dialect.class)
class DomainsDbTest {
    private static final String HOST = "go.example";
    private static final LinkSettings SETTINGS =
            new LinkSettings(URI.create("https://" + HOST), List.of("links.example"));

    private final MutableClock clock = new MutableClock("2026-03-01T12:00:00Z");

    @Parameter
    Dialect dialect;

    private TestDatabase test;
    private ChangeFeed feed;
    private Domains domains;

    @BeforeEach
    void open() {
        test = TestDatabase.fresh(dialect);
        feed = new ChangeFeed(test.database());
        domains = new Domains(test.database(), feed, SETTINGS, clock);
    }

    @AfterEach
    void close() {
        feed.close();
        test.close();
    }

    private static Domain named(String name) {
        return new Domain(HOST, "https://example.com/home", null, null, name, null, null, "All of it\nin two lines");
    }

    @Test
    void whatIsPutIsFoundAtOnceAndWhatIsLeftOutIsNotSetAnyMore() {
        assertThat(domains.find(HOST)).isEqualTo(Domain.plain(HOST));
        assertThat(domains.get(HOST)).isEqualTo(Domain.plain(HOST));
        domains.put(named("One"));
        assertThat(domains.put(named("Two"))).isEqualTo(named("Two"));
        assertThat(domains.find(HOST)).isEqualTo(named("Two"));
        assertThat(domains.get(HOST)).isEqualTo(named("Two"));
        assertThat(domains.rememberedRoot(HOST)).hasValue("https://example.com/home");
        assertThat(domains.find("links.example")).isEqualTo(Domain.plain("links.example"));
        domains.put(Domain.plain(HOST));
        assertThat(domains.find(HOST)).isEqualTo(Domain.plain(HOST));
        assertThatThrownBy(() -> domains.put(Domain.plain("unknown.example"))).isInstanceOf(RefusedException.class);
    }

    @Test
    void whatWasPutBeforeAStartIsKnownAfterIt() {
        domains.put(named("Before"));
        try (ChangeFeed after = new ChangeFeed(test.database())) {
            assertThat(new Domains(test.database(), after, SETTINGS, clock).find(HOST))
                    .isEqualTo(named("Before"));
        }
    }

    @Test
    void anotherNodeHearsOfAChange() {
        if (dialect == Dialect.H2) {
            return; // one process
        }
        try (Database other = Database.open(test.settings());
                ChangeFeed there = new ChangeFeed(other)) {
            Domains far = new Domains(other, there, SETTINGS, clock);
            assertThat(far.find(HOST)).isEqualTo(Domain.plain(HOST));
            domains.put(named("Near"));
            Awaitility.await().until(() -> far.find(HOST).equals(named("Near")));
        }
    }
}
