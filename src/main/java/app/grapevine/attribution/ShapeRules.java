package app.grapevine.attribution;

import static app.grapevine.attribution.AgentWord.*;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * User agents that have no telling word, and are yet no browser's by how they are built: an ordered table. Browsers have
 * looked alike for twenty years; most programs take no pains to look like one, and so give themselves away
 * without being known.
 */
final class ShapeRules {
    /**
     * @param words those of {@link AgentWord} that are in the text
     * @param marked whether it carries a channel's in-app mark
     */
    record Shape(String text, long words, boolean marked) {
        boolean has(long any) {
            return (words & any) != 0;
        }
    }

    /** @param name stands in the evidence */
    record Rule(String name, Predicate<Shape> applies) {}

    /** What draws a page, or a device that people hold. A server's or a desktop's system alone says neither. */
    private static final long ENGINES_AND_DEVICES = bits(
            ENGINE,
            INTERNET_EXPLORER,
            KONQUEROR,
            OFFICE,
            OPERA,
            OPERA_MINI,
            SAFARI,
            UC,
            QQ,
            SILK,
            IPHONE,
            IPAD,
            IOS,
            CFNETWORK,
            ANDROID,
            DALVIK,
            WINDOWS_PHONE,
            BLACKBERRY,
            SYMBIAN,
            FEATURE_PHONE,
            KAI_OS,
            HARMONY_OS,
            TIZEN,
            CONSOLE,
            TV,
            OTHER_SYSTEM);

    private static final long SAY_COMPATIBLE =
            bits(INTERNET_EXPLORER, KONQUEROR, OFFICE, OPERA, OTHER_SYSTEM, FEATURE_PHONE, TV, WINDOWS_PHONE);
    private static final long HELD = bits(IPHONE, IPAD, ANDROID);
    private static final long NO_DESKTOPS =
            HELD | bits(TV, CONSOLE, TIZEN, WINDOWS_PHONE, BLACKBERRY, SYMBIAN, FEATURE_PHONE, KAI_OS, HARMONY_OS);
    private static final long PLAINLY_NAMED = bits(FEATURE_PHONE, OFFICE);
    private static final long SPEAK_BEFORE_MOZILLA =
            bits(WEB_VIEW, FEATURE_PHONE, SYMBIAN, BLACKBERRY, OTHER_SYSTEM, TV, UC, QQ);

    private static final String LIKE_GECKO = "like Gecko) ";

    private static final List<Rule> RULES = List.of(
            new Rule("empty-user-agent", shape -> shape.text.isBlank()),
            new Rule("no-browser", shape -> !shape.marked && !shape.has(ENGINES_AND_DEVICES)),
            new Rule(
                    "no-version",
                    shape -> !shape.marked
                            && !shape.has(PLAINLY_NAMED)
                            && shape.text.indexOf('/') < 0
                            && shape.text.indexOf('(') < 0),
            new Rule("no-such-mozilla", ShapeRules::isOfNoSuchMozilla),
            new Rule(
                    "says-compatible",
                    shape -> !shape.marked && shape.has(COMPATIBLE.bit) && !shape.has(SAY_COMPATIBLE)),
            new Rule("more-before-mozilla", ShapeRules::hasMoreBeforeMozilla),
            new Rule("name-without-version", ShapeRules::hasNameWithoutVersion));

    private ShapeRules() {}

    static @Nullable Rule first(Shape shape) {
        for (Rule rule : RULES) {
            if (rule.applies.test(shape)) {
                return rule;
            }
        }
        return null;
    }

    /** Browsers have said 5.0 since 2000, a few 6.0; programs that throw dice for a user agent say others. */
    private static boolean isOfNoSuchMozilla(Shape shape) {
        return shape.text.regionMatches(true, 0, "mozilla/", 0, 8)
                && shape.text.length() > 8
                && shape.text.charAt(8) >= '6'
                && shape.text.charAt(8) <= '9'
                && !shape.text.startsWith("6.0", 8);
    }

    /**
     * Programs put their name before a browser's whole user agent; of browsers, only views in apps and old phones do, and
     * apps on phones, with no more than a space between.
     */
    private static boolean hasMoreBeforeMozilla(Shape shape) {
        if (shape.marked
                || shape.has(SPEAK_BEFORE_MOZILLA)
                || AgentRules.isView(shape.words)
                || shape.text.regionMatches(true, 0, "mozilla", 0, 7)) {
            return false;
        }
        int mozilla = shape.text.toLowerCase(Locale.ROOT).indexOf("mozilla/5.0 (");
        return mozilla > 0 && !(shape.has(HELD) && isAfterName(shape.text, mozilla));
    }

    /** Browsers give their version; programs around an engine are known to put a bare name before Safari's. */
    private static boolean hasNameWithoutVersion(Shape shape) {
        int name = shape.text.indexOf(LIKE_GECKO) + LIKE_GECKO.length();
        int safari = shape.text.indexOf(" Safari/", name);
        if (name < LIKE_GECKO.length() || safari <= name || shape.marked || shape.has(NO_DESKTOPS)) {
            return false;
        }
        for (int i = name; i < safari; i++) {
            if (!Token.isLetter(shape.text.charAt(i)) && !Token.isDigit(shape.text.charAt(i))) {
                return false;
            }
        }
        return !shape.text.startsWith("Mobile", name);
    }

    private static boolean isAfterName(String text, int at) {
        if (at < 2) {
            return false;
        }
        char last = text.charAt(at - 2);
        return switch (text.charAt(at - 1)) {
            case ' ' -> Token.isLetter(last) || Token.isDigit(last) || last == ')';
            case '/' -> Token.isDigit(last);
            default -> false;
        };
    }
}
