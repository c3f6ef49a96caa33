package app.grapevine.attribution;

import static app.grapevine.attribution.AgentWord.*;

import java.util.List;
import java.util.Locale;
import java.util.Set;
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
     * @param mail whether that is of a program for mail
     */
    record Shape(String text, long words, boolean marked, boolean mail) {
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

    private static final long STACKS = bits(CFNETWORK, DALVIK);
    /** Draw pages, and never called themselves Mozilla. */
    private static final long BROWSERS_OF_THEIR_OWN = bits(
            OPERA,
            OPERA_MINI,
            UC,
            QQ,
            INTERNET_EXPLORER,
            KONQUEROR,
            SAFARI,
            FEATURE_PHONE,
            SYMBIAN,
            BLACKBERRY,
            WINDOWS_PHONE,
            KAI_OS,
            CONSOLE,
            TV,
            OTHER_SYSTEM,
            ENGINE);

    /** Browsers that give no version: Tesla's cars' and an old Maxthon. */
    private static final Set<String> BARE_NAMES = Set.of("QtCarBrowser", "Maxthon");

    private static final Set<String> OTHER_MAKES =
            Set.of("brave", "iron", "ecosia", "epic", "cliqz", "metasr", "whale");

    private static final String LIKE_GECKO = "like Gecko) ";

    private static final List<Rule> RULES = List.of(
            new Rule("empty-user-agent", shape -> shape.text.isBlank()),
            new Rule("app-code", ShapeRules::isAppCode),
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
            new Rule("name-without-version", ShapeRules::hasNameWithoutVersion),
            new Rule("name-behind-a-browser", ShapeRules::hasNameBehindBrowser));

    private ShapeRules() {}

    static @Nullable Rule first(Shape shape) {
        for (Rule rule : RULES) {
            if (rule.applies.test(shape)) {
                return rule;
            }
        }
        return null;
    }

    /**
     * What an app's own code sends, by its system's stack for HTTP or in the form that its maker chose. Who taps in an app gets a
     * page drawn by a view, and views say Mozilla. Programs for mail and of Office are people's: they follow a redirect
     * themselves before they hand on to a browser.
     */
    private static boolean isAppCode(Shape shape) {
        if (shape.mail
                || shape.has(OFFICE.bit)
                || shape.text.contains("Mozilla/")
                || shape.text.toLowerCase(Locale.ROOT).contains("mozilla/")) {
            return false;
        }
        return shape.has(STACKS)
                || !shape.has(BROWSERS_OF_THEIR_OWN)
                        && (shape.has(HELD | IOS.bit) || shape.marked || isAppleForm(shape.text));
    }

    /** {@code MyChat/3.2 (iPhone; iOS 17.2; Scale/3.00)}, as AFNetworking writes it. */
    private static boolean isAppleForm(String text) {
        return text.contains("; Scale/");
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
        if (BARE_NAMES.contains(shape.text.substring(name, safari))) {
            return false;
        }
        for (int i = name; i < safari; i++) {
            if (!Token.isLetter(shape.text.charAt(i)) && !Token.isDigit(shape.text.charAt(i))) {
                return false;
            }
        }
        return !shape.text.startsWith("Mobile", name);
    }

    /** What stands behind a desktop browser's whole user agent is a name with a version, or nothing. */
    private static boolean hasNameBehindBrowser(Shape shape) {
        int safari = shape.text.indexOf(" Safari/537.36 ");
        if (safari < 0 || shape.marked || shape.has(NO_DESKTOPS) || !shape.text.contains(" Chrome/")) {
            return false;
        }
        String rest = shape.text.substring(safari + 15);
        return !rest.isEmpty()
                && rest.chars().allMatch(c -> Token.isLetter((char) c) || c == '.' || c == '-')
                && !isBrowsersName(rest);
    }

    /** {@code LBBROWSER}, {@code MRCHROME} and their like, of people who chose another make of Chrome. */
    private static boolean isBrowsersName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith("browser") || lower.endsWith("chrome") || OTHER_MAKES.contains(lower);
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
