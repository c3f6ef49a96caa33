package app.grapevine.links;

import app.grapevine.base.NoValue;
import app.grapevine.links.LinkRefusedException.Fault;
import app.grapevine.links.LinkRefusedException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with a draft, so that its author hears of all of it at once. */
final class Faults {
    private static final Pattern SLUG = Pattern.compile("[a-z0-9-]{1,64}");
    private static final String NOT_NONE = "must not be " + NoValue.WORD + ", which stands for no value in reports";

    private final List<Fault> faults = new ArrayList<>();

    void add(String field, String message) {
        faults.add(new Fault(field, message));
    }

    /** @throws LinkRefusedException INVALID, if there are any */
    void throwIfAny(String message) {
        if (!faults.isEmpty()) {
            throw new LinkRefusedException(Reason.INVALID, message, faults);
        }
    }

    static LinkRefusedException invalid(String field, String message) {
        return new LinkRefusedException(Reason.INVALID, field + " " + message, List.of(new Fault(field, message)));
    }

    /** One line of text without the blanks around it; null if nothing is left. */
    @Nullable
    String line(String field, @Nullable String given, int longest) {
        return text(field, given, longest, false);
    }

    /** A line that reports can be filtered by, and so not the word that stands there for no value. */
    @Nullable
    String label(String field, @Nullable String given, int longest) {
        String label = line(field, given, longest);
        if (NoValue.is(label)) {
            add(field, NOT_NONE);
        }
        return label;
    }

    /** What a campaign can be called in addresses. */
    void slug(String field, String given) {
        if (!SLUG.matcher(given).matches()) {
            add(field, "must be 1 to 64 of a-z 0-9 -");
        } else if (NoValue.is(given)) {
            add(field, NOT_NONE);
        }
    }

    /** Whether a campaign can be called so; what is not so is in no table. */
    static boolean isSlug(String given) {
        return SLUG.matcher(given).matches();
    }

    /** Text that may have several lines, each ended by a line feed; null if nothing is left. */
    @Nullable
    String prose(String field, @Nullable String given, int longest) {
        return text(field, given == null ? null : given.replace("\r\n", "\n"), longest, true);
    }

    private @Nullable String text(String field, @Nullable String given, int longest, boolean lines) {
        if (given == null || given.isBlank()) {
            return null;
        }
        String text = given.strip();
        if (text.length() > longest) {
            add(field, "must have at most %,d characters".formatted(longest));
            return null;
        }
        int bad = text.codePoints()
                .filter(character -> isUnfit(character) && !(lines && character == '\n'))
                .findFirst()
                .orElse(-1);
        if (bad >= 0) {
            add(field, "must not contain the character U+%04X".formatted(bad));
            return null;
        }
        return text;
    }

    /** Control characters, and halves of surrogate pairs, which no database can store. */
    private static boolean isUnfit(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.CONTROL || type == Character.SURROGATE;
    }
}
