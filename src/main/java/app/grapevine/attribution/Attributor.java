package app.grapevine.attribution;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Judges visits by the rules and a catalogue of channels. Pure: the same input gives the same verdict. Safe
 * for use by many threads.
 */
public final class Attributor {
    public Attributor(List<Channel> channels) {
        throw new UnsupportedOperationException();
    }

    /** The version of the rules, raised with each change that can change a verdict. */
    public int rulesVersion() {
        throw new UnsupportedOperationException();
    }

    /** Person, preview or bot, by the request alone: what the redirect has to know. */
    public Kind kind(Signals signals) {
        throw new UnsupportedOperationException();
    }

    public Verdict judge(Signals signals, Circumstances circumstances) {
        throw new UnsupportedOperationException();
    }

    /** Device, OS and browser. */
    public Agent agent(String userAgent) {
        throw new UnsupportedOperationException();
    }

    /** The first language that Accept-Language prefers, as a primary subtag in lower case; or null. */
    public @Nullable String language(String acceptLanguage) {
        throw new UnsupportedOperationException();
    }

    /**
     * What of a query string marks the app it passed through, for {@link Signals#markers}; empty where there
     * is nothing.
     */
    public String markers(@Nullable String query) {
        throw new UnsupportedOperationException();
    }
}
