package app.grapevine.base;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects what is wrong with something, so that its author hears of all of it at once. Not safe for use by many
 * threads.
 */
public final class Faults {
    /** More than these are not told. */
    private static final int MOST = 50;

    private static final int SHOWN = 100;

    private final List<Fault> all = new ArrayList<>();

    public void add(String field, FaultCode code) {
        add(new Fault(field, code));
    }

    public void add(String field, FaultCode code, Map<String, Object> values) {
        add(new Fault(field, code, values));
    }

    public void add(Fault fault) {
        if (all.size() < MOST) {
            all.add(fault);
        }
    }

    /** A name that came from outside, fit to be told: short, and without characters that JSON cannot carry. */
    public static String shown(String name) {
        String text = name.length() > SHOWN ? name.substring(0, SHOWN) + "…" : name;
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints()
                .map(character -> isUnfit(character) ? '\uFFFD' : character)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }

    public List<Fault> all() {
        return List.copyOf(all);
    }

    /** @throws RefusedException INVALID, if there are any */
    public void refuseIfAny() {
        if (!all.isEmpty()) {
            throw RefusedException.invalid(all);
        }
    }

    /**
     * One line of text, {@link Characters#clean}; null if nothing is left.
     *
     * @param longest in characters as people see them
     */
    @Nullable
    public String line(String field, @Nullable String given, int longest) {
        return text(field, given, longest, false);
    }

    /** As {@link #line}, of text that may have several lines, each ended by a line feed. */
    @Nullable
    public String prose(String field, @Nullable String given, int longest) {
        return text(field, given == null ? null : given.replace("\r\n", "\n"), longest, true);
    }

    private @Nullable String text(String field, @Nullable String given, int longest, boolean lines) {
        String text = given == null ? "" : Characters.clean(given);
        if (text.isEmpty()) {
            return null;
        }
        if (Characters.count(text) > longest) {
            add(field, FaultCode.TOO_LONG, Map.of("most", longest));
            return null;
        }
        return isFit(field, text, lines) ? text : null;
    }

    /** Whether text can be kept and shown: adds a fault for the first character that cannot. */
    public boolean isFit(String field, String text) {
        return isFit(field, text, false);
    }

    private boolean isFit(String field, String text, boolean lines) {
        int bad = text.codePoints()
                .filter(character -> isUnfit(character) && !(lines && character == '\n'))
                .findFirst()
                .orElse(-1);
        if (bad >= 0) {
            add(character(field, bad));
        }
        return bad < 0;
    }

    /** That a text has a character that it must not have. */
    public static Fault character(String field, int codePoint) {
        return new Fault(field, FaultCode.UNFIT_CHARACTER, Map.of("character", String.format("U+%04X", codePoint)));
    }

    /** Control characters, and halves of surrogate pairs, which no database can store. */
    private static boolean isUnfit(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.CONTROL || type == Character.SURROGATE;
    }
}
