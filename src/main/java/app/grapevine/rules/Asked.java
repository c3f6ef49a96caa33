package app.grapevine.rules;

import app.grapevine.attribution.Agent;
import app.grapevine.attribution.Attributor;
import app.grapevine.attribution.Signals;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a request says that rules ask for, each read when a rule asks, and once. Nobody is looked up for it: it comes from the
 * request alone. Used by one thread.
 */
public final class Asked {
    /** Any app's own browser. */
    public static final String ANY_APP = "any";

    private static final String IN_APP = "in-app";
    private static final int HUNDRED = 100;

    private final Attributor attributor;
    private final Signals signals;
    private final Instant now;
    private final @Nullable String query;
    private final long visitor;
    private final Supplier<@Nullable String> countries;
    private @Nullable Agent agent;
    private @Nullable String country;
    private boolean countryIsRead;

    /**
     * @param query the raw query, or null
     * @param visitor the day's pseudonym of the visitor on this link; 0 for who asked not to be tracked
     * @param countries the country of who asks, ISO 3166-1 alpha-2, or null
     */
    public Asked(
            Attributor attributor,
            Signals signals,
            Instant now,
            @Nullable String query,
            long visitor,
            Supplier<@Nullable String> countries) {
        this.attributor = attributor;
        this.signals = signals;
        this.now = now;
        this.query = query;
        this.visitor = visitor;
        this.countries = countries;
    }

    Instant now() {
        return now;
    }

    /** Device, system and browser. */
    public Agent agent() {
        Agent known = agent;
        if (known == null) {
            known = attributor.agent(signals);
            agent = known;
        }
        return known;
    }

    @Nullable
    String language() {
        return attributor.language(signals.acceptLanguage());
    }

    @Nullable
    String country() {
        if (!countryIsRead) {
            country = countries.get();
            countryIsRead = true;
        }
        return country;
    }

    /** Whether it comes from the own browser of one of these apps: channels, families, or {@link #ANY_APP}. */
    public boolean isIn(Set<String> apps) {
        if (apps.contains(ANY_APP) && agent().browser().equals(IN_APP)) {
            return true;
        }
        Attributor.InApp app = attributor.inApp(signals);
        return app != null
                && (apps.contains(ANY_APP)
                        || apps.contains(app.named())
                        || (app.family() != null && apps.contains(app.family())));
    }

    boolean has(List<QueryParameter> wanted) {
        String given = query;
        if (given == null) {
            return false;
        }
        String[] pairs = given.split("&", -1);
        for (QueryParameter one : wanted) {
            if (!has(pairs, one)) {
                return false;
            }
        }
        return true;
    }

    private static boolean has(String[] pairs, QueryParameter wanted) {
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            if (decoded(name).equals(wanted.name())
                    && (wanted.value() == null
                            || decoded(equals < 0 ? "" : pair.substring(equals + 1))
                                    .equals(wanted.value()))) {
                return true;
            }
        }
        return false;
    }

    /** As forms encode it; what is not encoded so is taken as it is. */
    private static String decoded(String text) {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
            return text;
        }
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    /**
     * Whether the visitor is among {@code many} of the hundred parts from one on; behind the last comes the first. All bits of a
     * pseudonym are as good as random.
     */
    boolean isOf(int from, int many) {
        if (visitor == 0) {
            return false;
        }
        int part = (int) Long.remainderUnsigned(visitor, HUNDRED);
        return Math.floorMod(part - from, HUNDRED) < many;
    }
}
