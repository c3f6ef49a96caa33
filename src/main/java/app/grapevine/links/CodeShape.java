package app.grapevine.links;

import app.grapevine.storage.LinkKey;
import java.util.Locale;
import java.util.Set;

/**
 * What a code can be: 3 to 64 letters, digits, hyphens and underscores. What is not so is the code of no link; but an alias
 * that was brought from elsewhere can be whatever a path can be ({@link #canBeBrought}).
 */
public final class CodeShape {
    /** What stands behind a code in the address that its QR code has, so that a scan is told from a tap. */
    public static final String SCANNED = "~q";

    /** The longest code that was brought, in characters of Unicode. */
    public static final int LONGEST_BROUGHT = 100;

    private static final int MIN = 3;
    private static final int MAX = 64;

    /** What stands behind a code where something else is asked of its link than a visit. */
    private static final Set<String> ENDINGS = Set.of("+", ".qr", ".qr.png", "/share", "/report", SCANNED);

    /** Under which the program has paths of several segments, or may have; in lower case. */
    private static final Set<String> OWN_FOLDERS = Set.of(
            ".well-known",
            "api",
            "assets",
            "dashboard",
            "errors",
            "health",
            "images",
            "js",
            "metrics",
            "notices",
            "rest",
            "shared",
            "static",
            "vendor");

    private CodeShape() {}

    public static boolean isCode(String text) {
        return isCode(text, 0);
    }

    /** Whether it is kept for paths of the program's own, now or later, so that no link can have it. */
    public static boolean isReserved(String code) {
        return Codes.isOwn(code);
    }

    /** Whether {@code path} is a slash and what can be a code. */
    public static boolean isPath(String path) {
        return path.startsWith("/") && isCode(path, 1);
    }

    /**
     * Whether it can be a code that links were given elsewhere: 1 to {@value #LONGEST_BROUGHT} characters that can stand in a path, decoded,
     * and come back as they went out. Not so empty segments, {@code .} and {@code ..}, which browsers resolve; backslashes,
     * which they turn; blanks and control characters, which get lost; {@code ?} and {@code #}, which end a path.
     */
    public static boolean canBeBrought(String text) {
        int length = text.codePointCount(0, text.length());
        if (length < 1 || length > LONGEST_BROUGHT) {
            return false;
        }
        for (String segment : text.split("/", -1)) {
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
                return false;
            }
        }
        return text.codePoints().allMatch(CodeShape::canStandInPath);
    }

    private static boolean canStandInPath(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> c != '?' && c != '#' && c != '\\' && c != 0xfffd;
        };
    }

    /**
     * Whether what {@link #canBeBrought} would hide a page of the program's own, now or later, or be hidden by it: by its first
     * segment, or because it ends as what asks something of another link does.
     */
    public static boolean wouldHide(String brought) {
        String lower = brought.toLowerCase(Locale.ROOT);
        int slash = lower.indexOf('/');
        int dot = lower.indexOf('.', 1);
        boolean hides = slash >= 0
                ? OWN_FOLDERS.contains(lower.substring(0, slash))
                : OWN_FOLDERS.contains(lower) || Codes.isReserved(dot < 0 ? lower : lower.substring(0, dot));
        return hides || ENDINGS.stream().anyMatch(lower::endsWith);
    }

    /**
     * Whether there can be a link with this key; spares the database what is in no table, some of which it could not even be
     * asked.
     */
    static boolean canBe(LinkKey key) {
        return isCode(key.code()) && isDomain(key);
    }

    /** Whether there can be an alias with this key. */
    static boolean canBeAlias(LinkKey key) {
        return (isCode(key.code()) || canBeBrought(key.code())) && isDomain(key);
    }

    private static boolean isDomain(LinkKey key) {
        return key.domain().chars().allMatch(character -> character > ' ' && character < 0x7f);
    }

    private static boolean isCode(String text, int from) {
        int length = text.length() - from;
        if (length < MIN || length > MAX) {
            return false;
        }
        for (int i = from; i < text.length(); i++) {
            if (!isCodeCharacter(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether a code can have {@code c} in it. */
    public static boolean isCodeCharacter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }
}
