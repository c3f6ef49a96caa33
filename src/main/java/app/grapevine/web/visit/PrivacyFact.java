package app.grapevine.web.visit;

import java.util.Locale;
import java.util.Set;

/**
 * What is recorded of a recipient, as the page {@code /privacy} tells it. Each names the parts of what the program keeps
 * that it stands for, so that nothing is kept of which nothing is told.
 */
enum PrivacyFact {
    MOMENT(Stay.VISIT, "atMillis", "node", "sequence"),
    LINK(Stay.VISIT, "linkId", "declaredChannel", "declaredVisibility", "rule"),
    VERDICT(Stay.VISIT, "kind", "verdict", "shareAttempt", "suppressed", "purpose", "fetchMetadata", "head", "flags"),
    COUNTRY(Stay.VISIT, "country"),
    LANGUAGE(Stay.VISIT, "language", "acceptLanguage"),
    DEVICE(Stay.VISIT, "agent"),
    REFERRER(Stay.VISIT, "referrer"),
    FIRST(Stay.VISIT, "firstOfDay"),
    CONVERSION(Stay.ERASED),
    REQUEST(Stay.DETAILS, "userAgent", "userAgentId", "requestedWith", "markers", "context", "signals"),
    VISITOR(Stay.DAYS, "visitor", "network"),
    PASSING(Stay.ERASED);

    /** For how long. */
    enum Stay {
        /** As long as single visits are kept. */
        VISIT,
        /** As long as what a visit could be judged anew by. */
        DETAILS,
        /** Two days. */
        DAYS,
        /** Until it is erased. */
        ERASED
    }

    private final Stay stay;
    private final Set<String> parts;

    PrivacyFact(Stay stay, String... parts) {
        this.stay = stay;
        this.parts = Set.of(parts);
    }

    Stay stay() {
        return stay;
    }

    /** The names of the components that hold it, in the records of a visit. */
    Set<String> parts() {
        return parts;
    }

    /** The name of its text. */
    String key() {
        return "privacyFact." + name().toLowerCase(Locale.ROOT);
    }
}
