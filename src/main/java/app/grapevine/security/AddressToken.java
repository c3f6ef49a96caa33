package app.grapevine.security;

/**
 * The token in an address that opens one thing to whoever has it: of the shape of a key's secret, each kind with a beginning of its own, so
 * that none passes for another. Kept is its SHA-256 alone. Safe for use by many threads.
 */
public enum AddressToken {
    /** An answer to a question, for a spreadsheet. */
    FEED("gvf_"),
    /** A report that reads only, for a person. */
    SHARED_REPORT("gvs_");

    private final KeySecret.Shape shape;

    AddressToken(String prefix) {
        this.shape = new KeySecret.Shape(prefix);
    }

    /** A new one, of 256 random bits. */
    public String next() {
        return shape.next();
    }

    /** Whether it may be one: what was mistyped, cut off or made up is told apart without the database. */
    public boolean isWellFormed(String token) {
        return shape.isOne(token);
    }

    /** What is kept of a token. */
    public static byte[] hash(String token) {
        return Secrets.hash(token);
    }
}
