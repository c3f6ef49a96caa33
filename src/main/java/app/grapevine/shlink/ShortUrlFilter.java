package app.grapevine.shlink;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which links are listed; null, and an empty list, stand for any.
 *
 * @param words are looked for in code, destination, title, domain and tags
 * @param tags of which a link has some, or with {@code allTags} all
 * @param excludedTags of which it has none, or with {@code allExcluded} not all
 * @param from the first moment of making that counts
 * @param to the last
 * @param usable whether those that are used up are left out
 * @param unexpired whether those whose time is over are left out
 * @param creator the name of the key or the account that made it
 */
public record ShortUrlFilter(
        @Nullable String words,
        @Nullable String domain,
        List<String> tags,
        boolean allTags,
        List<String> excludedTags,
        boolean allExcluded,
        @Nullable Instant from,
        @Nullable Instant to,
        boolean usable,
        boolean unexpired,
        @Nullable String creator) {
    public ShortUrlFilter {
        tags = List.copyOf(tags);
        excludedTags = List.copyOf(excludedTags);
    }

    /** By what links are ordered. */
    public enum Field {
        DATE_CREATED("l.created_at", "dateCreated"),
        SHORT_CODE("l.code", "shortCode"),
        LONG_URL("l.destination", "longUrl"),
        TITLE("l.title_order", "title"),
        VISITS(null, "visits"),
        NON_BOT_VISITS(null, "nonBotVisits");

        private final @Nullable String column;
        private final String label;

        Field(@Nullable String column, String label) {
            this.column = column;
            this.label = label;
        }

        /** Null for what is counted. */
        @Nullable
        String column() {
            return column;
        }

        /** As clients write it. */
        public String label() {
            return label;
        }

        /** Whether it is told from the reports. */
        public boolean isCounted() {
            return column == null;
        }
    }

    /** @param descends whether the largest comes first */
    public record Order(Field field, boolean descends) {
        public static final Order NEWEST = new Order(Field.DATE_CREATED, true);
    }
}
