package app.grapevine.ops;

import static app.grapevine.ops.Setting.ENVIRONMENT_PREFIX;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What this process was given of the {@link KnownSettings}. They are parsed and checked once, at the start, from
 * {@code config/grapevine.properties} and the environment, which overrides it. Immutable. A bad value, and a key that
 * is no setting, stop the start with a line that names them.
 */
public final class Settings {
    /** Of the environment and no setting: where the file is. */
    static final String FILE_KEY = ENVIRONMENT_PREFIX + "CONFIG";

    /** In the environment, the key of what links are imported from: no setting, for it is nobody's but one command's. */
    public static final String IMPORT_KEY = ENVIRONMENT_PREFIX + "IMPORT_KEY";

    private static final Path DEFAULT_FILE = Path.of("config", "grapevine.properties");

    private final Map<Setting<?>, Object> values = new HashMap<>();
    private final Map<Setting<?>, String> given = new HashMap<>();

    private Settings(Map<String, String> texts) {
        for (Setting<?> setting : KnownSettings.all()) {
            String text = texts.getOrDefault(setting.key(), "");
            values.put(setting, setting.parse(text));
            if (!text.isBlank()) {
                given.put(setting, text.trim());
            }
        }
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
            if (name.startsWith(ENVIRONMENT_PREFIX) && !name.equals(FILE_KEY) && !name.equals(IMPORT_KEY)) {
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
        Setting<?> setting = find(Setting::environmentKey, environmentName);
        if (setting == null) {
            throw new SettingsException(
                    environmentName + " is no setting of Grapevine; see config/grapevine.properties");
        }
        return setting.key();
    }

    private static void requireKnown(String key, String where) {
        if (find(Setting::key, key) == null) {
            throw new SettingsException(where + " is no setting of Grapevine");
        }
    }

    private static @Nullable Setting<?> find(Function<Setting<?>, String> name, String wanted) {
        for (Setting<?> setting : KnownSettings.all()) {
            if (name.apply(setting).equals(wanted)) {
                return setting;
            }
        }
        return null;
    }

    @SuppressWarnings("unchecked") // the constructor puts what the setting itself has parsed
    public <T> T get(Setting<T> setting) {
        return (T) requireNonNull(values.get(setting));
    }

    /** Whether the operator has said it, and it is not by default. */
    public boolean isGiven(Setting<?> setting) {
        return given.containsKey(setting);
    }

    /** Its text, the default's where nothing is said; of a secret, whether there is one. */
    public String shown(Setting<?> setting) {
        String text = given.getOrDefault(setting, setting.defaultText());
        return setting.isSecret() && !text.isEmpty() ? "(given)" : text;
    }

    /**
     * What {@code taker} makes of a setting's value. Where it refuses the value, the start stops with a line that
     * names the setting.
     *
     * @param taker refuses by an {@link IllegalArgumentException}, whose message says why
     * @throws SettingsException if it refuses
     */
    public <T, R> R hand(Setting<T> setting, Function<T, R> taker) {
        try {
            return taker.apply(get(setting));
        } catch (IllegalArgumentException e) {
            throw setting.refused(String.valueOf(e.getMessage()));
        }
    }
}
