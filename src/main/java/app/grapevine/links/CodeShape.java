package app.grapevine.links;

import app.grapevine.storage.LinkKey;

/** What a code can be: 3 to 64 letters, digits, hyphens and underscores. What is not so is in no table. */
public final class CodeShape {
    /** What stands behind a code in the address that its QR code has, so that a scan is told from a tap. */
    public static final String SCANNED = "~q";

    private static final int MIN = 3;
    private static final int MAX = 64;

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
     * Whether there can be a link with this key; spares the database what is in no table, some of which it could not even be
     * asked.
     */
    static boolean canBe(LinkKey key) {
        return isCode(key.code()) && key.domain().chars().allMatch(character -> character > ' ' && character < 0x7f);
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
