package app.grapevine.visits;

import app.grapevine.storage.BulkRows;
import app.grapevine.storage.Database;
import app.grapevine.storage.Dialect;
import java.util.List;
import java.util.regex.Pattern;

/** Single visits as a table that a test can ask with SQL, wherever the database keeps them. */
public final class TestVisits {
    private static final Pattern TABLE = Pattern.compile("\\bclicks\\b(?!\\.)");
    private static final String SHOWN = "shown_visits";

    private TestVisits() {}

    /** A query over {@code clicks} that finds the visits of this moment; another query is left as it is. */
    public static String query(Database database, String sql) {
        if (!TABLE.matcher(sql).find()) {
            return sql;
        }
        if (database.dialect() == Dialect.POSTGRESQL) {
            return TABLE.matcher(sql).replaceAll("recorded_visits");
        }
        VisitStore store = VisitStores.of(Dialect.H2);
        database.writeOnly(handle -> {
            handle.execute("DROP TABLE IF EXISTS " + SHOWN);
            handle.execute("CREATE TABLE " + SHOWN + " AS SELECT * FROM clicks WHERE 1 = 0");
            handle.execute("ALTER TABLE " + SHOWN + " ADD COLUMN context VARCHAR(128)");
            handle.execute("ALTER TABLE " + SHOWN + " ADD COLUMN rule VARCHAR(64)");
            List<ClickRow> rows = store.walk(VisitRange.ALL, VisitFilter.ANY, VisitStore.Order.OLDEST_FIRST, null)
                    .next(handle, Integer.MAX_VALUE);
            BulkRows.insert(
                    handle,
                    "INSERT INTO " + SHOWN + " (" + String.join(", ", ClickRow.COLUMNS) + ") VALUES ("
                            + "?, ".repeat(ClickRow.COLUMNS.size() - 1) + "?)",
                    rows.stream().map(ClickRow::values).toList());
        });
        return TABLE.matcher(sql).replaceAll(SHOWN);
    }
}
