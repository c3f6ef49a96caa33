package app.grapevine.campaigns;

import app.grapevine.base.Faults;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tags of Google's Urchin scheme, added to the destination; each null where the default holds.
 *
 * @param off whether none is added, not even by default
 */
public record Utm(
        @Nullable String source,
        @Nullable String medium,
        @Nullable String campaign,
        @Nullable String term,
        @Nullable String content,
        boolean off) {
    public static final Utm NONE = new Utm(null, null, null, null, null);
    /** For destinations that are signed with their query, and break where anything is added. */
    public static final Utm OFF = new Utm(null, null, null, null, null, true);

    private static final int FIELDS = 5;
    private static final int LONGEST = 200;

    public Utm(
            @Nullable String source,
            @Nullable String medium,
            @Nullable String campaign,
            @Nullable String term,
            @Nullable String content) {
        this(source, medium, campaign, term, content, false);
    }

    /**
     * What {@code utm_medium} says where nobody says it.
     *
     * @param ofPrivate of links for private channels
     * @param ofOthers of links for all others
     */
    public record Media(String ofPrivate, String ofOthers) {
        public static final Media USUAL = new Media("dark-social", "social");
    }

    /** The same, each cleaned as a line; what is faulty is added to {@code faults} under {@code utm.…}. */
    public Utm checked(Faults faults) {
        return new Utm(
                faults.line("utm.source", source, LONGEST),
                faults.line("utm.medium", medium, LONGEST),
                faults.line("utm.campaign", campaign, LONGEST),
                faults.line("utm.term", term, LONGEST),
                faults.line("utm.content", content, LONGEST),
                off);
    }

    /** As a campaign keeps it: a line for each, empty for null; null where all are. Values have no line feeds. */
    @Nullable
    String lines() {
        return equals(NONE)
                ? null
                : Stream.of(source, medium, campaign, term, content)
                        .map(value -> value == null ? "" : value)
                        .collect(Collectors.joining("\n"));
    }

    /** What {@link #lines} wrote. */
    public static Utm ofLines(@Nullable String lines) {
        if (lines == null) {
            return NONE;
        }
        @Nullable String[] values = Arrays.copyOf(lines.split("\n", -1), FIELDS);
        return new Utm(given(values[0]), given(values[1]), given(values[2]), given(values[3]), given(values[4]));
    }

    private static @Nullable String given(@Nullable String line) {
        return line == null || line.isEmpty() ? null : line;
    }
}
