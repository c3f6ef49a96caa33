package app.grapevine.storage;

import org.jdbi.v3.core.Handle;

/**
 * What PostgreSQL has to be told where very much is written at once. It plans by what it counted last, and goes on doing so within a
 * transaction: of a table that was empty then it takes any index for as good as the right one, and reads all of that for each row whose
 * foreign key it checks. 50,000 links with two tags each took two minutes of a processor so. H2 plans by what is there.
 */
public final class BulkLoad {
    /** What is less costs little even where it is planned badly. */
    private static final int MANY = 1000;

    private BulkLoad() {}

    /**
     * Has a table counted that {@code rows} were added to by this transaction, unless the server knows of as many already; then all plan
     * anew that ask it. Waits for nobody: what somebody else has locked is left to the server, which counts now and then by itself.
     */
    public static void count(Handle handle, String table, int rows) {
        if (rows >= MANY && Dialect.of(handle) == Dialect.POSTGRESQL && known(handle, table) < rows) {
            handle.execute("ANALYZE (SKIP_LOCKED) " + table);
        }
    }

    private static double known(Handle handle, String table) {
        return handle.createQuery("SELECT reltuples FROM pg_class WHERE oid = to_regclass(:table)")
                .bind("table", table)
                .mapTo(Double.class)
                .findOne()
                .orElse(0.0);
    }
}
