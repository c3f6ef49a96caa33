package app.grapevine.ops;

import app.grapevine.base.AddressBlock;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The settings that there are: of each its key, its default, its words and its rule. What of them was given is in
 * {@link Settings}.
 */
public final class KnownSettings {
    /** Every setting there is, in the order of the file, which is the one in which they stand here. */
    private static final List<Setting<?>> ALL = new ArrayList<>();

    public static final Setting<Integer> PORT =
            add("port", "8080", "the port; 0 takes a free one and prints it", Rule.number(0, 65535));
    public static final Setting<String> HOST =
            add("host", "127.0.0.1", "the address to bind; 0.0.0.0 for all", Rule.text());
    public static final Setting<Optional<Integer>> OPS_PORT = add(
            "ops.port",
            "",
            "the port of /metrics and /health alone; 0 takes a free one and prints it; empty: the same as all else",
            Rule.optional(Rule.number(0, 65535)));
    public static final Setting<String> OPS_HOST =
            add("ops.host", "127.0.0.1", "the address to bind for ops.port; 0.0.0.0 for all", Rule.text());
    public static final Setting<Optional<URI>> PUBLIC_URL = add(
            "public.url", "", "what short URLs begin with; empty: http://localhost:<port>", Rule.optional(Rule.site()));
    public static final Setting<List<String>> DOMAINS =
            add("domains", "", "further domains of short links, separated by commas", Rule.hosts());
    public static final Setting<String> UNKNOWN_HOST = add(
            "unknown.host",
            "default",
            "default: an unknown Host gets the default domain's links; refuse: 404",
            Rule.oneOf("default", "refuse"));
    public static final Setting<String> DESTINATIONS_PRIVATE = add(
            "destinations.private",
            "refused",
            "whether links may lead to this machine and into private networks: refused or allowed",
            Rule.oneOf("refused", "allowed"));
    public static final Setting<Set<String>> DESTINATIONS_SCHEMES = add(
            "destinations.schemes",
            "",
            "schemes beyond http and https that links may lead to, such as those of apps, separated by commas",
            Rule.schemes());
    public static final Setting<String> LINKS_PERSONAL = add(
            "links.personal",
            "refused",
            "whether a link may be meant for one person, whose behaviour is then recorded: refused or allowed",
            Rule.oneOf("refused", "allowed"));
    public static final Setting<String> LINKS_QUERY = add(
            "links.query",
            "ids",
            "what of a visit's query is handed on by links that do not say it: ids, true or false",
            Rule.oneOf("ids", "true", "false"));
    public static final Setting<String> LINKS_UTM_MEDIUM = add(
            "links.utm.medium",
            "dark-social",
            "the utm_medium of links for private channels that do not say it",
            Rule.text());
    public static final Setting<String> LINKS_UTM_MEDIUM_PUBLIC = add(
            "links.utm.medium.public",
            "social",
            "the utm_medium of links for other channels that do not say it",
            Rule.text());
    public static final Setting<List<Path>> DESTINATIONS_BLOCKED = add(
            "destinations.blocked",
            "",
            "files with hosts that links may not lead to, separated by commas",
            Rule.readableFiles());
    public static final Setting<List<Path>> DESTINATIONS_ALLOWED = add(
            "destinations.allowed",
            "",
            "files with hosts that links may lead to whatever lists them, separated by commas",
            Rule.readableFiles());
    public static final Setting<String> DESTINATIONS_OTHERS = add(
            "destinations.others",
            "allowed",
            "whether links may lead to hosts that destinations.allowed does not list: allowed or refused",
            Rule.oneOf("allowed", "refused"));
    public static final Setting<String> DESTINATIONS_SHORTENERS = add(
            "destinations.shorteners",
            "allowed",
            "whether links may lead to other shorteners: allowed or refused",
            Rule.oneOf("allowed", "refused"));
    public static final Setting<Path> DATA_DIR =
            add("data.dir", ".data", "where H2, the journal and the node id are kept", Rule.path());
    public static final Setting<Optional<String>> DATABASE_URL = add(
            "database.url",
            "",
            "empty: the embedded H2 in data.dir; or jdbc:postgresql://…",
            Rule.optional(Rule.jdbcUrl()));
    public static final Setting<Optional<String>> DATABASE_USER =
            add("database.user", "", "the user, where the URL does not name it", Rule.optionalText());
    public static final Setting<Optional<String>> DATABASE_PASSWORD =
            addSecret("database.password", "the password, where the URL does not name it", Rule.optionalText());
    public static final Setting<Integer> DATABASE_CONNECTIONS =
            add("database.connections", "8", "connections for reading; on PostgreSQL for all", Rule.number(2, 500));
    public static final Setting<Integer> DATABASE_TIMEOUT_LOCK = add(
            "database.timeout.lock",
            "5",
            "seconds that PostgreSQL lets a statement wait for what another has locked; 0: for ever",
            Rule.number(0, 86400));
    public static final Setting<Integer> DATABASE_TIMEOUT_STATEMENT = add(
            "database.timeout.statement",
            "300",
            "seconds that PostgreSQL lets a statement take; 0: for ever",
            Rule.number(0, 86400));
    public static final Setting<Integer> DATABASE_TIMEOUT_IDLE = add(
            "database.timeout.idle",
            "3",
            "seconds that PostgreSQL lets a transaction that writes do nothing; 0: for ever",
            Rule.number(0, 86400));
    public static final Setting<Optional<String>> ADMIN_KEY = addSecret(
            "admin.key",
            "the first admin key, at least 32 characters; empty: one is made",
            Rule.optional(Rule.longerThan(32)));
    public static final Setting<String> JOURNAL_SYNC = add(
            "journal.sync",
            "process",
            "process: an answered click survives the process; always: a power cut",
            Rule.oneOf("process", "always"));
    public static final Setting<Long> JOURNAL_MAX_BYTES = add(
            "journal.max.bytes",
            "1073741824",
            "the journal's size at most; beyond it clicks are refused, and counted",
            Rule.numberFrom(1 << 20));
    public static final Setting<List<AddressBlock>> TRUSTED_PROXIES = add(
            "trusted.proxies", "", "CIDRs whose X-Forwarded-For and X-Forwarded-Proto are believed", Rule.networks());
    public static final Setting<Optional<Path>> FILES_DIR = add(
            "files.dir",
            "",
            "a directory with robots.txt, .well-known and the like of the domains; empty: none",
            Rule.optional(Rule.readableDirectory()));
    public static final Setting<Set<String>> API_ORIGINS = add(
            "api.origins",
            "",
            "origins whose pages may use the API with a key, such as https://tools.example; empty: none",
            Rule.origins());
    public static final Setting<Optional<Path>> GEO_DATABASE = add(
            "geo.database",
            "",
            "a MaxMind-format country or city file; empty: countries are unknown",
            Rule.optional(Rule.readableFile()));
    public static final Setting<Optional<Path>> CHANNELS_FILE = add(
            "channels.file", "", "a CSV file with further channels; empty: none", Rule.optional(Rule.readableFile()));
    public static final Setting<Long> CACHE_LINKS =
            add("cache.links", "100000", "how many links the redirect remembers at most", Rule.numberFrom(1));
    public static final Setting<Integer> RETENTION_SIGNALS_DAYS = add(
            "retention.signals.days",
            "90",
            "days that user agents are kept for re-attribution; at least 1",
            Rule.number(1, 36500));
    public static final Setting<Integer> RETENTION_CLICKS_DAYS = add(
            "retention.clicks.days",
            "90",
            "days that single clicks are kept; 0: for ever; rollups always stay",
            Rule.number(0, 36500));
    public static final Setting<Integer> RETENTION_AUDIT_DAYS =
            add("retention.audit.days", "400", "days that the audit log is kept; 0: for ever", Rule.number(0, 36500));
    public static final Setting<Integer> RETENTION_WEBHOOKS_DAYS = add(
            "retention.webhooks.days",
            "7",
            "days that a webhook's message is kept once it was given up, to be sent again",
            Rule.number(1, 365));
    public static final Setting<Set<String>> WEBHOOKS_HOSTS = add(
            "webhooks.hosts",
            "",
            "receivers of webhooks that may be in a private network and without TLS, such as hooks.internal:8080",
            Rule.hostsAndPorts());
    public static final Setting<String> CARDS_FETCH = add(
            "cards.fetch",
            "off",
            "whether pages that links lead to are asked for their title, description and picture: off or on",
            Rule.oneOf("off", "on"));
    public static final Setting<Set<String>> CARDS_HOSTS = add(
            "cards.hosts",
            "",
            "pages that may be asked for their cards in a private network or on another port, such as cms.internal:8080",
            Rule.hostsAndPorts());
    public static final Setting<String> IMPORT_FETCH = add(
            "import.fetch",
            "off",
            "whether admins may have other programs asked for their links from the page: off or on",
            Rule.oneOf("off", "on"));
    public static final Setting<Set<String>> IMPORT_HOSTS = add(
            "import.hosts",
            "",
            "programs that may be asked for their links in a private network, without TLS or on another port, such as"
                    + " kutt.internal:3000",
            Rule.hostsAndPorts());
    public static final Setting<Optional<String>> PRIVACY_CONTACT = add(
            "privacy.contact",
            "",
            "who is responsible and how to reach them, for the page /privacy; empty: it names nobody",
            Rule.optionalText());
    public static final Setting<Currency> CURRENCY =
            add("currency", "EUR", "the currency of reports, ISO 4217", Rule.currency());
    public static final Setting<Integer> REPORTS_SMALL_CELLS = add(
            "reports.small.cells",
            "0",
            "figures of fewer people than this are hidden from all but admins; 0: none are",
            Rule.number(0, 1000));
    public static final Setting<Integer> UNUSUAL_AGENTS_MINUTE = add(
            "unusual.agents.minute",
            "12",
            "user agents on one link from one network within a minute, beyond which clicks are set apart; 0: never",
            Rule.number(0, 60));
    public static final Setting<Integer> UNUSUAL_AGENTS_HOUR = add(
            "unusual.agents.hour",
            "40",
            "user agents on one link from one network within an hour, beyond which clicks are set apart; 0: never",
            Rule.number(0, 60));
    public static final Setting<Integer> UNUSUAL_REFERRERS_HOUR = add(
            "unusual.referrers.hour",
            "8",
            "referrers on one link from one network within an hour, beyond which clicks are set apart; 0: never",
            Rule.number(0, 60));
    public static final Setting<Integer> UNUSUAL_MARKS_HOUR = add(
            "unusual.marks.hour",
            "6",
            "marks of apps on one link from one network within an hour, beyond which clicks are set apart; 0: never",
            Rule.number(0, 60));
    public static final Setting<Integer> UNUSUAL_REPEATS_MINUTE = add(
            "unusual.repeats.minute",
            "30",
            "clicks of one user agent on one link from one network within a minute, beyond which they are set apart; 0: never",
            Rule.number(0, 60));
    public static final Setting<Integer> UNUSUAL_SHARE_PERCENT = add(
            "unusual.share.percent",
            "25",
            "percent of a link's clicks that a network has to bring before its clicks can be set apart",
            Rule.number(0, 100));
    public static final Setting<Integer> LIMIT_API =
            add("limit.api", "6000", "requests a minute for each API key", limit());
    public static final Setting<Integer> LIMIT_FAILURES =
            add("limit.failures", "60", "failed authentications a minute for each address", limit());
    public static final Setting<Integer> LIMIT_LINKS = add(
            "limit.links",
            "20000",
            "links an hour for each API key and account; 0: no limit",
            Rule.number(0, 100_000_000));
    public static final Setting<Integer> LIMIT_UNKNOWN =
            add("limit.unknown", "60", "codes that are nobody's a minute for each address", limit());
    public static final Setting<Integer> LIMIT_FORWARDS_MINUTE =
            add("limit.forwards.minute", "10", "links that one address can make by passing on, a minute", limit());
    public static final Setting<Integer> LIMIT_FORWARDS_DAY =
            add("limit.forwards.day", "100", "links that one address can make by passing on, a day", limit());
    public static final Setting<Integer> LIMIT_FORWARDS_LINK =
            add("limit.forwards.link", "1000", "links that can be made by passing on one link, a day", limit());
    public static final Setting<Integer> LIMIT_REPORTS =
            add("limit.reports", "10", "reports of links that one address can send, an hour", limit());
    public static final Setting<Integer> LIMIT_PASSWORDS =
            add("limit.passwords", "10", "wrong passwords of links that one address can give, a minute", limit());
    public static final Setting<Integer> LIMIT_PASSWORDS_LINK =
            add("limit.passwords.link", "600", "wrong passwords of one link that are looked at, an hour", limit());
    public static final Setting<Integer> LIMIT_CONNECTIONS =
            add("limit.connections", "4096", "connections at once", limit());
    public static final Setting<Integer> LIMIT_CONNECTIONS_ADDRESS = add(
            "limit.connections.address",
            "256",
            "connections at once from one address that is no trusted proxy's",
            limit());

    public static final Setting<Optional<String>> MAIL_HOST =
            add("mail.host", "", "the server that letters go out by; empty: none go out", Rule.optionalText());
    public static final Setting<Integer> MAIL_PORT =
            add("mail.port", "587", "the port of mail.host", Rule.number(1, 65535));
    public static final Setting<String> MAIL_TLS = add(
            "mail.tls",
            "starttls",
            "how the way to mail.host is kept private: starttls, tls from the first byte, or none",
            Rule.oneOf("starttls", "tls", "none"));
    public static final Setting<Optional<String>> MAIL_USER =
            add("mail.user", "", "the user to log in to mail.host with; empty: nobody logs in", Rule.optionalText());
    public static final Setting<Optional<String>> MAIL_PASSWORD =
            addSecret("mail.password", "the password of mail.user", Rule.optionalText());
    public static final Setting<Optional<String>> MAIL_FROM = add(
            "mail.from",
            "",
            "whom letters come from, such as Grapevine <grapevine@example.com>; needed with mail.host",
            Rule.optionalText());
    public static final Setting<String> LOG_FORMAT = add(
            "log.format",
            "text",
            "text: a record is a line, and a trace below it; json: a record is one line with a JSON object",
            Rule.oneOf("text", "json"));

    private KnownSettings() {}

    private static <T> Setting<T> add(String key, String defaultText, String words, Rule<T> rule) {
        return added(new Setting<>(key, defaultText, words, false, rule));
    }

    private static <T> Setting<T> addSecret(String key, String words, Rule<T> rule) {
        return added(new Setting<>(key, "", words, true, rule));
    }

    private static <T> Setting<T> added(Setting<T> setting) {
        ALL.add(setting);
        return setting;
    }

    private static Rule<Integer> limit() {
        return Rule.number(1, 100_000_000);
    }

    /** Every setting there is, in the order of the file. */
    public static List<Setting<?>> all() {
        return Collections.unmodifiableList(ALL);
    }
}
