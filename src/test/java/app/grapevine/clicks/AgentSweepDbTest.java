package app.grapevine.clicks;

import static app.grapevine.clicks.TestClicks.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.TestAgents;
import app.grapevine.attribution.Signals;
import app.grapevine.journal.SampleVisits;
import app.grapevine.journal.Visit;
import app.grapevine.storage.Dialect;
import app.grapevine.storage.StoredValues;
import app.grapevine.storage.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Erased with its visits, by link: user agents and who was counted. */
@ParameterizedClass
@EnumSource(Dialect.class)
class AgentSweepDbTest {
    private static final long ERASED = 1;
    private static final long OTHER = 2;

    @Parameter
    Dialect dialect;

    @TempDir
    Path dataDir;

    private TestDatabase test;
    private TestClicks node;
    private AgentSweep sweep;
    private int visitors;

    @BeforeEach
    void open() {
        test = TestDatabase.fresh(dialect);
        node = new TestClicks(test.database(), dataDir);
        sweep = new AgentSweep(test.database());
    }

    @AfterEach
    void close() {
        node.close();
        test.close();
    }

    private void visit(long link, String agent) {
        Visit visit = SampleVisits.of(
                NOON + ++visitors, link, visitors, Signals.ofUserAgent(TestAgents.IPHONE + " " + agent));
        node.record(visit);
        node.settle();
    }

    private void erase() {
        VisitErasure erasure = new VisitErasure(test.database(), node.rollups);
        while (erasure.eraseSome(ERASED) > 0) {
            // to the end
        }
    }

    private List<String> agents() {
        return node.strings("SELECT user_agent FROM user_agents ORDER BY user_agent").stream()
                .map(agent -> agent.substring(TestAgents.IPHONE.length() + 1))
                .toList();
    }

    private List<Long> marks() {
        return node.longs("SELECT loose FROM user_agents WHERE loose IS NOT NULL");
    }

    @Test
    void whatNoOtherVisitHasIsDeletedAndTheRestStays() {
        visit(ERASED, "alone");
        visit(ERASED, "shared");
        visit(OTHER, "shared");
        visit(OTHER, "elsewhere");
        assertThat(sweep.run()).isTrue();
        assertThat(agents()).containsExactly("alone", "elsewhere", "shared");
        erase();
        assertThat(agents()).containsExactly("alone", "elsewhere", "shared");
        assertThat(sweep.run()).isTrue();
        assertThat(agents()).containsExactly("elsewhere", "shared");
        assertThat(marks()).isEmpty();
        assertThat(node.longs(
                        dialect == Dialect.H2
                                ? "SELECT SUM(visitors) FROM visitor_runs"
                                : "SELECT COUNT(*) FROM daily_visitors"))
                .as("who was counted on the other link")
                .containsExactly(2L);
    }

    @Test
    void whatIsMetAgainAfterItWasDeletedIsThereAgain() {
        visit(ERASED, "alone");
        erase();
        sweep.run();
        assertThat(agents()).isEmpty();
        visit(OTHER, "alone");
        assertThat(agents()).containsExactly("alone");
    }

    @Test
    void whatIsMetBetweenTheErasureAndTheSweepStays() {
        visit(ERASED, "alone");
        erase();
        visit(OTHER, "alone");
        sweep.run();
        assertThat(agents()).containsExactly("alone");
        assertThat(marks()).isEmpty();
    }

    @Test
    void whatIsMetWhileTheVisitsAreLookedThroughStays() {
        visit(ERASED, "alone");
        visit(ERASED, "and never again");
        erase();
        test.database().writeOnly(handle -> {
            UserAgentDao.mark(handle, 17);
            StoredValues.setText(handle, "agents-swept", "17");
        });
        visit(OTHER, "alone");
        test.database().writeOnly(handle -> UserAgentDao.deleteMarked(handle, UserAgentDao.listMarked(handle, 17), 17));
        assertThat(agents()).containsExactly("alone");
    }

    @Test
    void aSweepThatWasBrokenOffIsMadeUpForByTheNext() {
        visit(ERASED, "alone");
        erase();
        test.database().writeOnly(handle -> {
            StoredValues.remove(handle, "agents-erased");
            UserAgentDao.mark(handle, 17);
        });
        assertThat(sweep.run()).isTrue();
        assertThat(agents()).isEmpty();
    }
}
