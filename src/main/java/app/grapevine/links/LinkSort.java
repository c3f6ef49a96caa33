package app.grapevine.links;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The order of a list of links. Each is a key, and a second one that tells apart what has the same first: together
 * an index's columns, so that a page begins behind the last link of the one before.
 */
public enum LinkSort {
    NEWEST("-created"),
    OLDEST("created"),
    /** The last changed first. */
    CHANGED("-updated"),
    /** By title whatever its case; those without one come last. */
    TITLE("title"),
    CODE("code");

    /** In UTF-16 units, as H2 counts what the column holds beside the digit; PostgreSQL counts characters. */
    private static final int TITLE_LENGTH = 127;

    private final String label;

    LinkSort(String label) {
        this.label = label;
    }

    /** As the API writes it. */
    public String label() {
        return label;
    }

    /**
     * What titles are sorted by: the first letters in lower case, after a digit that puts what has no title behind
     * the rest in every collation.
     */
    static String titleOrder(@Nullable String title) {
        if (title == null) {
            return "1";
        }
        String lower = title.toLowerCase(Locale.ROOT);
        if (lower.length() <= TITLE_LENGTH) {
            return "0" + lower;
        }
        int end = Character.isHighSurrogate(lower.charAt(TITLE_LENGTH - 1)) ? TITLE_LENGTH - 1 : TITLE_LENGTH;
        return "0" + lower.substring(0, end);
    }

    boolean descends() {
        return this == NEWEST || this == CHANGED;
    }

    /** Whether links come in the order of their ids, which every filter's index has. */
    boolean isById() {
        return this == NEWEST || this == OLDEST;
    }

    /** The first key's column. */
    String column() {
        return switch (this) {
            case NEWEST, OLDEST -> "l.id";
            case CHANGED -> "l.updated_at";
            case TITLE -> "l.title_order";
            case CODE -> "l.code";
        };
    }

    /** The second key's column. */
    String tieColumn() {
        return this == CODE ? "l.domain" : "l.id";
    }

    /** A place in the list: the keys of the link before it. */
    record Position(Object key, Object tie) {}

    /** Before all links. */
    Position start() {
        return switch (this) {
            case NEWEST, CHANGED -> new Position(Long.MAX_VALUE, Long.MAX_VALUE);
            case OLDEST -> new Position(Long.MIN_VALUE, Long.MIN_VALUE);
            case TITLE -> new Position("", Long.MIN_VALUE);
            case CODE -> new Position("", "");
        };
    }

    /** The place behind {@code link}, in a text that {@link #position} reads. */
    String after(Link link) {
        return switch (this) {
            case NEWEST, OLDEST -> link.id() + " " + link.id();
            case CHANGED -> link.updatedAt().toEpochMilli() + " " + link.id();
            case TITLE -> titleOrder(link.title()) + " " + link.id();
            case CODE -> link.code() + " " + link.domain();
        };
    }

    /** @throws IllegalArgumentException for a text that {@link #after} has not made */
    Position position(String text) {
        int space = text.lastIndexOf(' ');
        // No title or code has a control character, and PostgreSQL refuses NUL.
        if (space < 0 || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("no position");
        }
        String key = text.substring(0, space);
        String tie = text.substring(space + 1);
        return switch (this) {
            case NEWEST, OLDEST, CHANGED -> new Position(Long.valueOf(key), Long.valueOf(tie));
            case TITLE -> new Position(key, Long.valueOf(tie));
            case CODE -> new Position(key, tie);
        };
    }
}
