package app.grapevine.web.visit;

/** The shape of a code, as the path of a request has it. */
final class CodeShape {
    private static final int MIN = 3;
    private static final int MAX = 64;

    private CodeShape() {}

    /** Whether {@code path} is a slash and what can be a code. */
    static boolean isPath(String path) {
        int length = path.length() - 1;
        if (length < MIN || length > MAX || path.charAt(0) != '/') {
            return false;
        }
        for (int i = 1; i <= length; i++) {
            if (!isCodeCharacter(path.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    static boolean isCode(String text) {
        return isPath("/" + text);
    }

    private static boolean isCodeCharacter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }
}
