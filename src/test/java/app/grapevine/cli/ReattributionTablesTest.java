package app.grapevine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.reattribution.Reattribution;
import app.grapevine.reattribution.Reattribution.Judged;
import app.grapevine.reattribution.Reattribution.Move;
import app.grapevine.reattribution.Reattribution.State;
import app.grapevine.reattribution.Reattribution.Total;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReattributionTablesTest {
    private static final Judged ISSUED = new Judged("issued", "click", "signal", "declared");
    private static final Judged ROBOT = new Judged("known-robot", "bot", null, null);

    private static String printed(List<Move> moves, long others) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Instant then = Instant.parse("2026-05-01T00:00:00Z");
        Reattribution rehearsal = new Reattribution(
                "1",
                true,
                then,
                then.plusSeconds(1),
                4,
                State.FINISHED,
                then,
                100,
                60,
                others + 15,
                2,
                then,
                then,
                List.of(new Total("bot", null, 1, 13), new Total("click", "signal", 59, 47)),
                moves,
                others);
        new ReattributionTables(new PrintStream(out, true, StandardCharsets.UTF_8)).printRehearsal(rehearsal);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void whichRuleMovesHowManyVerdictsStandsBeforeTheTotals() {
        String printed = printed(List.of(new Move(ISSUED, ROBOT, 12), new Move(ISSUED, ISSUED, 3)), 4);
        assertThat(printed.lines().toList())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .containsPattern("visits +rule before +judged before +rule now +judged now"),
                        line -> assertThat(line)
                                .containsPattern(" 12 +issued +click signal declared +known-robot +bot -"),
                        line -> assertThat(line)
                                .containsPattern(" 3 +issued +click signal declared +the same +otherwise in evidence"),
                        line -> assertThat(line).containsPattern(" 4 +others"),
                        line -> assertThat(line).isEmpty(),
                        line -> assertThat(line).containsPattern("kind +channel +before +after"),
                        line -> assertThat(line).containsPattern("bot +- +1 +13"),
                        line -> assertThat(line).containsPattern("click +signal +59 +47"),
                        line -> assertThat(line)
                                .isEqualTo(
                                        "rehearsed: of 60 visits, rules version 4 changes the verdict on 19 and leaves 2 as forgotten"));
    }

    @Test
    void whereNothingMovesThereAreTheTotalsAlone() {
        assertThat(printed(List.of(), 0)).startsWith("kind ").doesNotContain("rule before");
    }
}
