package app.grapevine.brought;

import app.grapevine.base.Characters;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What another service counted of a link before it was brought here. It is shown apart and is part of no other figure: what
 * the other took for a visit, previews and bots among it or not, is not known.
 *
 * @param visits as the other counted them; not negative
 * @param visitors how many they were of; null where the other does not say
 * @param until when that was read, to the millisecond
 * @param source who counted, as people call it: {@code bit.ly}; one line of 1 to {@value #LONGEST_SOURCE} characters
 */
public record OpeningBalance(long visits, @Nullable Long visitors, Instant until, String source) {
    /** Of {@code source}, in characters as people see them. */
    public static final int LONGEST_SOURCE = 100;

    /** @throws IllegalArgumentException if something is not as it must be */
    public OpeningBalance {
        until = until.truncatedTo(ChronoUnit.MILLIS);
        source = Characters.clean(source);
        if (visits < 0 || (visitors != null && visitors < 0)) {
            throw new IllegalArgumentException("an opening balance must not be negative");
        }
        if (source.isEmpty() || Characters.count(source) > LONGEST_SOURCE || source.contains("\n")) {
            throw new IllegalArgumentException("an opening balance names its source in one short line");
        }
    }

    /**
     * What the database answers for one, in words with blanks between: visits, visitors or a hyphen, until in milliseconds, and the
     * source.
     *
     * @param words null where there is none
     */
    public static @Nullable OpeningBalance ofWords(@Nullable String words) {
        if (words == null) {
            return null;
        }
        String[] parts = words.split(" ", 4);
        return new OpeningBalance(
                Long.parseLong(parts[0]),
                parts[1].equals("-") ? null : Long.valueOf(parts[1]),
                Instant.ofEpochMilli(Long.parseLong(parts[2])),
                parts[3]);
    }
}
