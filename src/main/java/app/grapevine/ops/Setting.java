package app.grapevine.ops;

import java.util.Locale;

/**
 * A setting: a key of {@code config/grapevine.properties}, which the environment overrides, and what its text has to
 * be. Its value in this process is {@link Settings#get}.
 */
public final class Setting<T> {
    static final String ENVIRONMENT_PREFIX = "GRAPEVINE_";

    private final String key;
    private final String defaultText;
    private final String words;
    private final boolean secret;
    private final Rule<T> rule;

    /**
     * @param key lower case with dots: {@code journal.sync}
     * @param defaultText as one would write it; empty where there is none
     * @param words what it is, for who is told that its text will not do
     * @param secret whether its text is never shown
     */
    Setting(String key, String defaultText, String words, boolean secret, Rule<T> rule) {
        this.key = key;
        this.defaultText = defaultText;
        this.words = words;
        this.secret = secret;
        this.rule = rule;
    }

    public String key() {
        return key;
    }

    public String defaultText() {
        return defaultText;
    }

    boolean isSecret() {
        return secret;
    }

    /** The key in the environment: {@code GRAPEVINE_JOURNAL_SYNC}. */
    public String environmentKey() {
        return ENVIRONMENT_PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    /** What every message calls it: {@code journal.sync (GRAPEVINE_JOURNAL_SYNC)}. */
    public String name() {
        return key + " (" + environmentKey() + ")";
    }

    /** That its value cannot be used. @param reason what is wrong, or what to do */
    public SettingsException refused(String reason) {
        return new SettingsException(name() + ": " + reason);
    }

    /** The value of {@code given}, or of the default where that is blank. @throws SettingsException if it will not do */
    T parse(String given) {
        String text = given.isBlank() ? defaultText : given.trim();
        try {
            T value = rule.parser().apply(text);
            if (rule.check().test(value)) {
                return value;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw refused(rule.must() + (secret ? "" : ", and is: " + text) + " (" + words + ")");
    }
}
