package app.grapevine.storage;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * SQL put together from parts of ours and the values that it is bound to; a caller's text is never part of it.
 * Not safe for use by many threads.
 */
public final class SqlText {
    private final StringBuilder text = new StringBuilder();
    private final Map<String, Object> values = new LinkedHashMap<>();

    public SqlText add(String part) {
        text.append(part).append('\n');
        return this;
    }

    /** The name that stands for a value. */
    public String value(Object value) {
        String name = "v" + values.size();
        values.put(name, value);
        return ":" + name;
    }

    public String list(Collection<?> all) {
        return all.stream().map(this::value).collect(Collectors.joining(", ", "(", ")"));
    }

    /** A table of one column, {@code id}. */
    public String table(List<Long> ids, String alias) {
        return "UNNEST(CAST(" + value(ids.toArray(Long[]::new)) + " AS BIGINT ARRAY)) AS " + alias + " (id)";
    }

    public Query on(Handle handle) {
        Query query = handle.createQuery(text.toString());
        values.forEach((name, value) -> {
            if (value instanceof Long[] ids) {
                query.bindArray(name, ids);
            } else {
                query.bind(name, value);
            }
        });
        return query;
    }
}
