package app.grapevine.bench;

import app.grapevine.base.EpochDay;
import app.grapevine.rollups.EarlierCounts;
import app.grapevine.rollups.RandomVisits;
import app.grapevine.storage.Database;
import app.grapevine.storage.DatabaseSettings;
import app.grapevine.visits.Click;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.flywaydb.core.Flyway;

/** How many visits were recorded before the kills began, by the link's code and the day. */
final class Past {
    /** The days before this one of which there are visits. */
    static final int DAYS = 60;

    private static final String LAST_MIGRATION = "002";
    private static final int LINKS = 60;
    /** A node of the version before, whose visits follow one another, had so many of the days. */
    private static final int DAYS_OF_NODE = 5;

    private static final int VISITS_OF_SERVICE = 3000;
    private static final int DAYS_BETWEEN = 12;

    private final Map<String, TreeMap<Long, Long>> visits = new TreeMap<>();

    void add(String code, long day, long count) {
        visits.computeIfAbsent(code, none -> new TreeMap<>()).merge(day, count, Long::sum);
    }

    List<String> codes() {
        return new ArrayList<>(visits.keySet());
    }

    /** How many there were from a day on. */
    long of(String code, long fromDay) {
        return visits.get(code).tailMap(fromDay).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    long all() {
        return codes().stream().mapToLong(code -> of(code, Long.MIN_VALUE)).sum();
    }

    /** Lays an H2 as the version before left it into a data directory. */
    static Past layEarlierVersion(Path data, int visits) throws Exception {
        Files.createDirectories(data);
        DatabaseSettings settings = DatabaseSettings.embedded(data);
        Flyway.configure()
                .dataSource(settings.url(), "", "")
                .locations("classpath:db/migration/common", "classpath:db/migration/h2")
                .target(LAST_MIGRATION)
                .load()
                .migrate();
        Past past = new Past();
        try (Database database = Database.open(settings)) {
            database.writeOnly(
                    handle -> LongStream.rangeClosed(1, LINKS).forEach(link -> handle.execute("""
                            INSERT INTO links (id, domain, code, destination, forward_query, track_conversions,
                                disabled, uses, created_at, updated_at)
                            VALUES (?, 'localhost', ?, 'https://example.com/', FALSE, FALSE, FALSE, 0, 0, 0)""", link, code(link))));
            long today = EpochDay.of(System.currentTimeMillis());
            for (int node = 1; node <= DAYS / DAYS_OF_NODE; node++) {
                long from = today - DAYS + (node - 1) * DAYS_OF_NODE;
                List<Click> some = new RandomVisits(node, node, start(from), start(from + DAYS_OF_NODE))
                        .next(visits * DAYS_OF_NODE / DAYS, LINKS);
                database.writeOnly(handle -> EarlierCounts.add(handle, some));
                some.forEach(visit -> past.add(code(visit.linkId()), EpochDay.of(visit.atMillis()), 1));
            }
        }
        return past;
    }

    /** Has a service record visits whose clock is behind, by some days less each time. */
    static Past visit(Path directory, Map<String, String> settings) throws Exception {
        Past past = new Past();
        for (int back = DAYS - 1; back > 0; back -= DAYS_BETWEEN) {
            try (GrapevineProcess process = GrapevineProcess.startAs(
                    KilledService.class.getName(), directory, settings, "-D" + KilledService.DAYS_BACK + "=" + back)) {
                List<String> codes = process.createLinks(3, false);
                long day = EpochDay.of(System.currentTimeMillis()) - back;
                try (LoadClient client = new LoadClient(process.port())) {
                    for (int i = 0; i < VISITS_OF_SERVICE; i++) {
                        String code = codes.get(i % codes.size());
                        client.exchange(
                                LoadClient.get(process.port(), "/" + code, "Mozilla/5.0 (iPhone) Safari/604.1"));
                        past.add(code, day, 1);
                    }
                }
            }
        }
        return past;
    }

    private static Instant start(long day) {
        return Instant.ofEpochMilli(EpochDay.start(day));
    }

    private static String code(long link) {
        return "earlier" + link;
    }
}
