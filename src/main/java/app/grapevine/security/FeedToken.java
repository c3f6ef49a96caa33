package app.grapevine.security;

/**
 * The token in a feed's address: of the shape of a key's secret, with a beginning of its own, so that neither passes for the other.
 * Kept is its SHA-256 alone.
 */
public final class FeedToken {
    private static final KeySecret.Shape SHAPE = new KeySecret.Shape("gvf_");

    private FeedToken() {}

    public static String next() {
        return SHAPE.next();
    }

    /** Whether it may be one: what was mistyped, cut off or made up is told apart without the database. */
    public static boolean isWellFormed(String token) {
        return SHAPE.isOne(token);
    }

    /** What is kept of a token. */
    public static byte[] hash(String token) {
        return Secrets.hash(token);
    }
}
