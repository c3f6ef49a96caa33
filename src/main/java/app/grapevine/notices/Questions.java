package app.grapevine.notices;

import app.grapevine.base.Parameters;
import app.grapevine.stats.SmallCells;
import app.grapevine.stats.Stats;
import app.grapevine.stats.StatsAnswer;
import app.grapevine.stats.StatsQuery;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks for the figures of notices. What is counted of few people is hidden in all of them, an admin's too: a notice leaves the
 * service, and who reads it there nobody knows. Safe for use by many threads.
 */
final class Questions {
    private final Stats stats;
    private final SmallCells smallCells;
    private final Clock clock;

    Questions(Stats stats, SmallCells smallCells, Clock clock) {
        this.stats = stats;
        this.smallCells = smallCells;
        this.clock = clock;
    }

    /** @param more parameters of the API's route {@code /stats} */
    StatsAnswer ask(Instant from, Instant to, ZoneId zone, Map<String, String> more) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        parameters.put("from", List.of(from.toString()));
        parameters.put("to", List.of(to.toString()));
        parameters.put("tz", List.of(zone.getId()));
        more.forEach((name, value) -> parameters.put(name, List.of(value)));
        return smallCells.shown(stats.answer(StatsQuery.parse(new Parameters(parameters), clock)));
    }
}
