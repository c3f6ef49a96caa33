package app.grapevine.storage;

/** The two databases Grapevine runs on, where their SQL has to differ. */
public enum Dialect {
    H2,
    POSTGRESQL;

    static Dialect of(String jdbcUrl) {
        if (jdbcUrl.startsWith("jdbc:h2:")) {
            return H2;
        }
        if (jdbcUrl.startsWith("jdbc:postgresql:")) {
            return POSTGRESQL;
        }
        throw new IllegalArgumentException("database.url must begin with jdbc:postgresql: or jdbc:h2:");
    }
}
