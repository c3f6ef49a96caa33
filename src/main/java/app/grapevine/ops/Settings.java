package app.grapevine.ops;

import app.grapevine.base.AddressBlock;
import app.grapevine.base.HostName;
import app.grapevine.base.SiteUrl;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * The settings, parsed once at the start from {@code config/grapevine.properties} and the environment, which
 * overrides it. Immutable. A bad value, and a key that is no setting, stop the start with a line that names
 * them.
 */
public final class Settings {
    static final String ENVIRONMENT_PREFIX = "GRAPEVINE_";
    /** The one key of the environment that is no setting: where the file is. */
    static final String FILE_KEY = ENVIRONMENT_PREFIX + "CONFIG";

    private static final Path DEFAULT_FILE = Path.of("config", "grapevine.properties");

    private final Map<String, String> values = new HashMap<>();

    private Settings(Map<String, String> given) {
        for (Setting setting : Setting.ALL) {
            String value = given.getOrDefault(setting.key(), "").trim();
            values.put(setting.key(), value.isEmpty() ? setting.defaultValue() : value);
        }
        checkAll();
    }

    /**
     * The settings of this process.
     *
     * @param environment as {@link System#getenv()} gives it
     * @throws SettingsException for what is wrong
     */
    public static Settings load(Map<String, String> environment) {
        String named = environment.get(FILE_KEY);
        Path file = named == null ? DEFAULT_FILE : Path.of(named);
        if (named != null && !(Files.isRegularFile(file) && Files.isReadable(file))) {
            throw new SettingsException(FILE_KEY + " names a file that cannot be read: " + file);
        }
        Map<String, String> given = Files.isRegularFile(file) ? read(file) : new HashMap<>();
        environment.forEach((name, value) -> {
            if (name.startsWith(ENVIRONMENT_PREFIX) && !name.equals(FILE_KEY)) {
                given.put(keyOf(name), value);
            }
        });
        return new Settings(given);
    }

    /** Settings that no file and no environment takes part in: keys with dots, the rest by default. */
    public static Settings of(Map<String, String> given) {
        given.keySet().forEach(key -> requireKnown(key, key));
        return new Settings(given);
    }

    private static Map<String, String> read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new SettingsException(file + " cannot be read: " + e.getMessage());
        }
        Map<String, String> given = new HashMap<>();
        properties.stringPropertyNames().forEach(key -> {
            requireKnown(key, key + " in " + file);
            given.put(key, properties.getProperty(key));
        });
        return given;
    }

    private static String keyOf(String environmentName) {
        return Setting.ALL.stream()
                .filter(setting -> setting.environmentKey().equals(environmentName))
                .map(Setting::key)
                .findFirst()
                .orElseThrow(() -> new SettingsException(
                        environmentName + " is no setting of Grapevine; see config/grapevine.properties"));
    }

    private static void requireKnown(String key, String where) {
        if (Setting.ALL.stream().noneMatch(setting -> setting.key().equals(key))) {
            throw new SettingsException(where + " is no setting of Grapevine");
        }
    }

    private void checkAll() {
        port();
        publicUrl(port());
        domains();
        refuseUnknownHosts();
        dataDir();
        databaseConnections();
        adminKey();
        syncAlways();
        journalMaxBytes();
        trustedProxies();
        currency();
        cachedLinks();
        retentionSignalsDays();
        retentionClicksDays();
        apiLimit();
        failureLimit();
        forwardsAMinute();
        forwardsADay();
        forwardsOfALink();
        databaseUrl().ifPresent(url -> {
            if (!url.startsWith("jdbc:postgresql:") && !url.startsWith("jdbc:h2:")) {
                throw bad("database.url", "must begin with jdbc:postgresql:");
            }
        });
        readableFile("geo.database");
        readableFile("channels.file");
    }

    private static SettingsException bad(String key, String what) {
        Setting setting = Setting.ALL.stream()
                .filter(s -> s.key().equals(key))
                .findFirst()
                .orElseThrow();
        return new SettingsException(key + " (" + setting.environmentKey() + ") " + what);
    }

    private String get(String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException("no such setting: " + key);
        }
        return value;
    }

    private Optional<String> find(String key) {
        String value = get(key);
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    private long number(String key, long least, long most) {
        try {
            long value = Long.parseLong(get(key));
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw bad(
                key,
                "must be a whole number from " + least + (most == Long.MAX_VALUE ? "" : " to " + most) + ", and is: "
                        + get(key));
    }

    private long atLeast(String key, long least) {
        return number(key, least, Long.MAX_VALUE);
    }

    private boolean oneOf(String key, String yes, String no) {
        String value = get(key);
        if (!value.equals(yes) && !value.equals(no)) {
            throw bad(key, "must be " + no + " or " + yes + ", and is: " + value);
        }
        return value.equals(yes);
    }

    private List<String> list(String key) {
        return Arrays.stream(get(key).split(",", -1))
                .map(String::trim)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private Optional<Path> readableFile(String key) {
        return find(key).map(value -> {
            Path file = Path.of(value);
            if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
                throw bad(key, "names a file that cannot be read: " + value);
            }
            return file;
        });
    }

    public int port() {
        return (int) number("port", 0, 65535);
    }

    public String host() {
        return get("host");
    }

    /** @param port the port that was bound, for the default */
    public URI publicUrl(int port) {
        String value = find("public.url").orElse("http://localhost:" + port);
        return SiteUrl.find(value)
                .orElseThrow(() ->
                        bad("public.url", "must be http:// or https:// with a host and no path, and is: " + value));
    }

    public List<String> domains() {
        return list("domains").stream()
                .map(domain -> {
                    String lower = domain.toLowerCase(Locale.ROOT);
                    if (!HostName.isDomain(lower)) {
                        throw bad("domains", "must be host names without scheme or port, and has: " + domain);
                    }
                    return lower;
                })
                .toList();
    }

    public boolean refuseUnknownHosts() {
        return oneOf("unknown.host", "refuse", "default");
    }

    public Path dataDir() {
        return Path.of(get("data.dir"));
    }

    public Optional<String> databaseUrl() {
        return find("database.url");
    }

    public Optional<String> databaseUser() {
        return find("database.user");
    }

    public Optional<String> databasePassword() {
        return find("database.password");
    }

    public int databaseConnections() {
        return (int) number("database.connections", 2, 500);
    }

    public Optional<String> adminKey() {
        Optional<String> key = find("admin.key");
        if (key.isPresent() && key.get().length() < 32) {
            throw bad("admin.key", "must have at least 32 characters");
        }
        return key;
    }

    public boolean syncAlways() {
        return oneOf("journal.sync", "always", "process");
    }

    public long journalMaxBytes() {
        return atLeast("journal.max.bytes", 1 << 20);
    }

    public List<AddressBlock> trustedProxies() {
        try {
            return list("trusted.proxies").stream().map(AddressBlock::parse).toList();
        } catch (IllegalArgumentException e) {
            throw bad("trusted.proxies", String.valueOf(e.getMessage()));
        }
    }

    public Optional<Path> geoDatabase() {
        return readableFile("geo.database");
    }

    public Optional<Path> channelsFile() {
        return readableFile("channels.file");
    }

    public long cachedLinks() {
        return atLeast("cache.links", 1);
    }

    public int retentionSignalsDays() {
        return (int) number("retention.signals.days", 1, 36500);
    }

    public int retentionClicksDays() {
        return (int) number("retention.clicks.days", 0, 36500);
    }

    public Currency currency() {
        try {
            return Currency.getInstance(get("currency"));
        } catch (IllegalArgumentException e) {
            throw bad("currency", "must be a code of ISO 4217 such as EUR, and is: " + get("currency"));
        }
    }

    public int apiLimit() {
        return (int) number("limit.api", 1, 100_000_000);
    }

    public int forwardsAMinute() {
        return (int) number("limit.forwards.minute", 1, 100_000_000);
    }

    public int forwardsADay() {
        return (int) number("limit.forwards.day", 1, 100_000_000);
    }

    public int forwardsOfALink() {
        return (int) number("limit.forwards.link", 1, 100_000_000);
    }

    public int failureLimit() {
        return (int) number("limit.failures", 1, 100_000_000);
    }
}
