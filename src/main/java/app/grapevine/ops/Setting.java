package app.grapevine.ops;

import java.util.List;
import java.util.Locale;

/**
 * A key of {@code config/grapevine.properties}; the environment overrides it.
 *
 * @param key lower case with dots: {@code journal.sync}
 * @param defaultValue empty where there is none
 * @param meaning one sentence
 * @param secret whether its value is never shown
 */
public record Setting(String key, String defaultValue, String meaning, boolean secret) {

    /** The key in the environment: {@code GRAPEVINE_JOURNAL_SYNC}. */
    public String environmentKey() {
        return Settings.ENVIRONMENT_PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    private static Setting of(String key, String defaultValue, String meaning) {
        return new Setting(key, defaultValue, meaning, false);
    }

    /** Every setting there is, in the order of the file. */
    public static final List<Setting> ALL = List.of(
            of("port", "8080", "the port; 0 takes a free one and prints it"),
            of("host", "127.0.0.1", "the address to bind; 0.0.0.0 for all"),
            of("public.url", "", "what short URLs begin with; empty: http://localhost:<port>"),
            of("domains", "", "further domains of short links, separated by commas"),
            of("unknown.host", "default", "default: an unknown Host gets the default domain's links; refuse: 404"),
            of("data.dir", ".data", "where H2, the journal and the node id are kept"),
            of("database.url", "", "empty: the embedded H2 in data.dir; or jdbc:postgresql://…"),
            of("database.user", "", "the user, where the URL does not name it"),
            new Setting("database.password", "", "the password, where the URL does not name it", true),
            of("database.connections", "8", "connections for reading; on PostgreSQL for all"),
            new Setting("admin.key", "", "the first admin key, at least 32 characters; empty: one is made", true),
            of("journal.sync", "process", "process: an answered click survives the process; always: a power cut"),
            of(
                    "journal.max.bytes",
                    "1073741824",
                    "the journal's size at most; beyond it clicks are refused, and counted"),
            of("trusted.proxies", "", "CIDRs whose X-Forwarded-For and X-Forwarded-Proto are believed"),
            of("geo.database", "", "a MaxMind-format country or city file; empty: countries are unknown"),
            of("channels.file", "", "a CSV file with further channels; empty: none"),
            of("cache.links", "100000", "how many links the redirect remembers at most"),
            of("retention.signals.days", "90", "days that user agents are kept for re-attribution; at least 1"),
            of("retention.clicks.days", "0", "days that single clicks are kept; 0: for ever; rollups always stay"),
            of("currency", "EUR", "the currency of reports, ISO 4217"),
            of("limit.api", "6000", "requests a minute for each API key"),
            of("limit.failures", "60", "failed authentications a minute for each address"),
            of("limit.forwards.minute", "10", "links that one address can make by passing on, a minute"),
            of("limit.forwards.day", "100", "links that one address can make by passing on, a day"),
            of("limit.forwards.link", "1000", "links that can be made by passing on one link, a day"));
}
