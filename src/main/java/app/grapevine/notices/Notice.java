package app.grapevine.notices;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * That somebody is told something again and again.
 *
 * @param id rising with the time of making
 * @param account whose it is; null for one that was made with a key
 * @param confirmToken of the letter that asks for confirmation; null once it was given, or where none is asked for
 * @param stopToken ends it, whoever shows it
 * @param nextAt when it is made next
 * @param last what became of the last one
 */
public record Notice(
        String id,
        @Nullable String account,
        Terms terms,
        Instant createdAt,
        @Nullable String confirmToken,
        String stopToken,
        Instant nextAt,
        Last last) {
    /**
     * What is told, to whom and how often; checked.
     *
     * @param campaign its slug; null for all
     */
    public record Terms(
            NoticeKind kind,
            Period period,
            @Nullable String campaign,
            Language language,
            ZoneId zone,
            Way way,
            String to,
            boolean paused) {
        NoticeDraft draft() {
            return new NoticeDraft(kind, period, campaign, language, zone.getId(), way, to, paused);
        }
    }

    /**
     * @param sentAt when one was last taken; null for never
     * @param error why the last one was not, see {@link Delivery}; null where it was
     * @param failingSince since when none was; null where the last one was
     * @param waiting how many are still being tried
     */
    public record Last(
            @Nullable Instant sentAt,
            @Nullable String error,
            @Nullable Instant failingSince,
            int waiting) {
        static final Last NONE = new Last(null, null, null, 0);
    }

    /** Whether something is sent. */
    public enum State {
        /** Its address is yet to be confirmed. */
        UNCONFIRMED,
        ACTIVE,
        PAUSED;

        /** As the API writes it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public State state() {
        if (confirmToken != null) {
            return State.UNCONFIRMED;
        }
        return terms.paused() ? State.PAUSED : State.ACTIVE;
    }
}
