package app.grapevine.moving;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * The rows of tables as they stand, out of one database and into another, whatever they mean to the packages that own them: what is
 * copied is equal, and stays so when a column is added. The columns of a table are the same on H2 and PostgreSQL, in another order
 * perhaps. Only names of {@link #TABLES} come into a statement.
 */
final class TableCopy {
    /** By what their rows are ordered, in an order in which none comes before what it refers to. */
    static final Map<String, String> TABLES = tables();

    private static final int FETCHED = 1000;

    private TableCopy() {}

    private static Map<String, String> tables() {
        Map<String, String> tables = new LinkedHashMap<>();
        tables.put("campaigns", "slug");
        tables.put("campaign_costs", "campaign, place");
        tables.put("campaign_notes", "id");
        tables.put("share_sets", "id");
        tables.put("tags", "folded");
        tables.put("links", "id");
        tables.put("link_tags", "link_id, tag");
        tables.put("link_aliases", "code, domain");
        tables.put("opening_balances", "link_id");
        tables.put("domains", "host");
        tables.put("user_agents", "id");
        tables.put("link_previews", "link_id, preview_by");
        tables.put("first_clicks", "link_id");
        tables.put("rollups", "link_id, part, block, node");
        tables.put("count_runs", "id");
        tables.put("count_parts", "run, number");
        tables.put("conversions", "id");
        tables.put("conversion_cancels", "external_id");
        tables.put("link_reports", "id");
        tables.put("imports", "id");
        tables.put("imported_links", "import_id, name");
        tables.put("past_epochs", "node, epoch");
        tables.put("journal_positions", "node");
        return tables;
    }

    private static String known(String table) {
        if (!TABLES.containsKey(table)) {
            throw new IllegalArgumentException("not a table that is copied: " + table);
        }
        return table;
    }

    /** Hands on each row by its columns' names, in their alphabetical order; bytes in base 64, decimals as text. */
    static void each(Handle handle, String table, Consumer<Map<String, Object>> to) {
        handle.createQuery("SELECT * FROM " + known(table) + " ORDER BY " + TABLES.get(table))
                .setFetchSize(FETCHED)
                .map((row, context) -> cells(row))
                .forEach(to);
    }

    private static Map<String, Object> cells(ResultSet row) throws SQLException {
        ResultSetMetaData columns = row.getMetaData();
        Map<String, Object> cells = new TreeMap<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            Object value = switch (columns.getColumnType(i)) {
                case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY -> base64(row.getBytes(i));
                case Types.NUMERIC, Types.DECIMAL -> plain(row.getBigDecimal(i));
                case Types.BIT, Types.BOOLEAN -> row.getBoolean(i);
                case Types.BIGINT, Types.INTEGER, Types.SMALLINT -> row.getLong(i);
                default -> row.getString(i);
            };
            if (value != null && !row.wasNull()) {
                cells.put(columns.getColumnName(i).toLowerCase(Locale.ROOT), value);
            }
        }
        return cells;
    }

    private static @Nullable String base64(byte @Nullable [] bytes) {
        return bytes == null ? null : Base64.getEncoder().encodeToString(bytes);
    }

    private static @Nullable String plain(@Nullable BigDecimal number) {
        return number == null ? null : number.toPlainString();
    }

    /** Adds rows as {@link #each} gave them. @throws IllegalArgumentException for a column that is not there */
    static void add(Handle handle, String table, List<Map<String, Object>> rows) {
        Map<String, Integer> types = types(handle, table);
        List<String> names = new ArrayList<>(types.keySet());
        String places = String.join(", ", names.stream().map(name -> ":" + name).toList());
        try (PreparedBatch batch = handle.prepareBatch(
                "INSERT INTO " + known(table) + " (" + String.join(", ", names) + ") VALUES (" + places + ")")) {
            for (Map<String, Object> row : rows) {
                if (!types.keySet().containsAll(row.keySet())) {
                    throw new IllegalArgumentException(table + " has no such columns: " + row.keySet());
                }
                names.forEach(name -> bind(batch, name, row.get(name), types.getOrDefault(name, Types.VARCHAR)));
                batch.add();
            }
            batch.execute();
        }
    }

    private static Map<String, Integer> types(Handle handle, String table) {
        return handle.createQuery("SELECT * FROM " + known(table) + " WHERE FALSE")
                .scanResultSet((rows, context) -> {
                    ResultSetMetaData columns = rows.get().getMetaData();
                    Map<String, Integer> types = new LinkedHashMap<>();
                    for (int i = 1; i <= columns.getColumnCount(); i++) {
                        types.put(columns.getColumnName(i).toLowerCase(Locale.ROOT), columns.getColumnType(i));
                    }
                    return types;
                });
    }

    /** A column is bound by one class in all rows, null or not: the first row's is taken for that of the whole batch. */
    private static void bind(PreparedBatch batch, String name, @Nullable Object value, int type) {
        switch (type) {
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY ->
                batch.bindByType(
                        name, value == null ? null : Base64.getDecoder().decode(value.toString()), byte[].class);
            case Types.NUMERIC, Types.DECIMAL ->
                batch.bindByType(name, value == null ? null : new BigDecimal(value.toString()), BigDecimal.class);
            case Types.BIT, Types.BOOLEAN -> batch.bindByType(name, value, Boolean.class);
            case Types.BIGINT, Types.INTEGER, Types.SMALLINT ->
                batch.bindByType(name, value == null ? null : ((Number) value).longValue(), Long.class);
            default -> batch.bindByType(name, value == null ? null : value.toString(), String.class);
        }
    }
}
