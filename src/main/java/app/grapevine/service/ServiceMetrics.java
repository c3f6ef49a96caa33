package app.grapevine.service;

import app.grapevine.clicks.Clicks;
import app.grapevine.clicks.Tally;
import app.grapevine.conversions.Conversions;
import app.grapevine.hostlists.HostLists;
import app.grapevine.notices.Figures;
import app.grapevine.notices.Notices;
import app.grapevine.ops.Metrics;
import app.grapevine.ops.Metrics.Family;
import app.grapevine.privacy.Pseudonyms;
import app.grapevine.redirect.Redirects;
import app.grapevine.storage.Database;
import app.grapevine.web.http.Cut;
import app.grapevine.web.http.WebServer;
import com.github.benmanes.caffeine.cache.stats.CacheStats;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/** The figures of {@code /metrics} that are read from the features as somebody asks. */
final class ServiceMetrics {
    private ServiceMetrics() {}

    static void register(
            Metrics metrics, Clicks clicks, Redirects redirects, Pseudonyms pseudonyms, Database database) {
        metrics.collect(() -> visits(clicks));
        metrics.collect(() -> cache(redirects));
        metrics.collect(() -> salts(pseudonyms));
        metrics.collect(() -> file(database));
        metrics.collect(ServiceMetrics::process);
    }

    static void register(Metrics metrics, HostLists lists) {
        metrics.collect(() -> hosts(lists));
    }

    static void register(Metrics metrics, Conversions conversions) {
        metrics.collect(() -> conversions(conversions));
    }

    static void register(Metrics metrics, Notices notices) {
        metrics.collect(() -> notices(notices.figures()));
    }

    static void register(Metrics metrics, WebServer server) {
        metrics.collect(() -> crowd(server));
    }

    /** Takes how long each commit of the click writer took, in nanoseconds. */
    static LongConsumer commits(Metrics metrics) {
        return metrics.timer(
                "grapevine_commit_seconds",
                "How long it took to put a batch of visits from the journal into the database.")::observe;
    }

    /** The equation of visits, each term from the same moment. */
    private static List<Family> visits(Clicks clicks) {
        Tally tally = clicks.tally();
        Map<String, Double> outcomes = new LinkedHashMap<>();
        outcomes.put("click", (double) tally.clicks());
        outcomes.put("preview", (double) tally.previews());
        outcomes.put("bot", (double) tally.bots());
        outcomes.put("suppressed", (double) tally.suppressed());
        outcomes.put("unusual", (double) tally.unusual());
        Map<String, Double> dropped = new LinkedHashMap<>();
        tally.dropped().forEach((reason, count) -> dropped.put(reason, (double) count));
        return List.of(
                new Family(
                        "grapevine_visits",
                        "Visits recorded, by what they are. received = the sum of these + pending + dropped.",
                        true,
                        "outcome",
                        outcomes),
                counter(
                        "grapevine_visits_received",
                        "Visits that this process answered or found waiting in its journal.",
                        tally.visits()),
                gauge(
                        "grapevine_visits_pending",
                        "Visits in the journal and not in the database yet.",
                        tally.pending()),
                new Family(
                        "grapevine_visits_dropped",
                        "Visits that are not recorded, by reason.",
                        true,
                        "reason",
                        dropped),
                gauge(
                        "grapevine_journal_lag_seconds",
                        "How old the oldest visit is that waits in the journal.",
                        clicks.lag().toMillis() / 1000.0),
                counter(
                        "grapevine_visits_unsafe",
                        "Visits that are recorded, and that the disk could not be made to keep: lost if the machine stops.",
                        clicks.unsafe()),
                gauge("grapevine_journal_bytes", "What the journal takes on disk.", clicks.journalBytes()));
    }

    private static List<Family> cache(Redirects redirects) {
        CacheStats stats = redirects.cacheStats();
        return List.of(
                counter("grapevine_cache_hits", "Links found in the redirect's cache.", stats.hitCount()),
                counter("grapevine_cache_misses", "Look-ups that found nothing in the cache.", stats.missCount()),
                counter("grapevine_cache_loads", "Links read from the database.", stats.loadCount()),
                counter("grapevine_cache_evictions", "Links forgotten for want of room.", stats.evictionCount()),
                gauge(
                        "grapevine_cache_entries",
                        "Links and unknown codes in the cache, about.",
                        redirects.cacheSize()));
    }

    private static List<Family> salts(Pseudonyms pseudonyms) {
        return List.of(counter(
                "grapevine_salts_improvised",
                "Days for which this process found no salt and made one of its own: visitors may count double.",
                pseudonyms.improvised()));
    }

    private static List<Family> file(Database database) {
        return database.file()
                .figures()
                .map(file -> List.of(
                        gauge("grapevine_database_file_bytes", "The embedded database's file.", file.size()),
                        gauge(
                                "grapevine_database_file_used_bytes",
                                "Of the file, what may not be written over.",
                                file.used()),
                        gauge(
                                "grapevine_database_file_live_bytes",
                                "Of the file, what is part of the database.",
                                file.live())))
                .orElse(List.of());
    }

    private static List<Family> hosts(HostLists lists) {
        HostLists.Figures figures = lists.figures();
        return List.of(
                new Family(
                        "grapevine_listed_hosts",
                        "Hosts in the files of destinations.blocked and destinations.allowed.",
                        false,
                        "list",
                        Map.of("blocked", (double) figures.blocked(), "allowed", (double) figures.allowed())),
                gauge(
                        "grapevine_host_lists_faulty",
                        "Files of hosts that cannot be used as they are now; the last good version is in use.",
                        figures.faulty()));
    }

    private static List<Family> conversions(Conversions conversions) {
        Map<String, Double> outcomes = new LinkedHashMap<>();
        conversions.tally().forEach((outcome, count) -> outcomes.put(outcome, (double) count));
        return List.of(new Family(
                "grapevine_conversions",
                "Conversions recorded: attributed to a click, or why to none; and what was called off.",
                true,
                "outcome",
                outcomes));
    }

    private static List<Family> notices(Figures figures) {
        return List.of(
                new Family(
                        "grapevine_notice_messages",
                        "Messages of notices that are yet to be sent, and that were given up within 30 days.",
                        false,
                        "state",
                        Map.of("waiting", (double) figures.waiting(), "given-up", (double) figures.givenUp())),
                new Family(
                        "grapevine_notice_attempts",
                        "Attempts of this process to send messages of notices, by what came of them.",
                        true,
                        "outcome",
                        Map.of("sent", (double) figures.sent(), "failed", (double) figures.failed())));
    }

    private static List<Family> crowd(WebServer server) {
        Map<String, Double> cuts = new LinkedHashMap<>();
        for (Cut cut : Cut.values()) {
            cuts.put(cut.label(), (double) server.cuts(cut));
        }
        return List.of(
                new Family(
                        "grapevine_clients_cut",
                        "Connections closed, and requests refused, so that others are served, by reason.",
                        true,
                        "reason",
                        cuts),
                gauge("grapevine_connections", "Connections that are open.", server.connections()));
    }

    private static List<Family> process() {
        Runtime runtime = Runtime.getRuntime();
        long started = ManagementFactory.getRuntimeMXBean().getStartTime();
        return List.of(
                gauge("process_start_time_seconds", "When the process was started, since 1970.", started / 1000.0),
                gauge("jvm_memory_used_bytes", "Heap in use.", runtime.totalMemory() - runtime.freeMemory()),
                gauge("jvm_memory_max_bytes", "Heap at most.", runtime.maxMemory()));
    }

    private static Family counter(String name, String help, double value) {
        return new Family(name, help, true, "", Map.of("", value));
    }

    private static Family gauge(String name, String help, double value) {
        return new Family(name, help, false, "", Map.of("", value));
    }
}
