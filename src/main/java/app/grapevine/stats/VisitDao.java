package app.grapevine.stats;

import app.grapevine.storage.SqlText;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What is to be known beside single visits: the names of their links, and how far they are recorded. */
final class VisitDao {
    private VisitDao() {}

    /** The code of a link, the domain it is on, and whom it was made for. */
    record LinkName(String code, String domain, @Nullable String audience) {}

    static Map<Long, LinkName> names(Handle handle, Collection<Long> links) {
        SqlText sql = new SqlText().add("SELECT l.id, l.code, l.domain, l.audience FROM");
        sql.add(sql.table(List.copyOf(new TreeSet<>(links)), "s") + " JOIN links l ON l.id = s.id");
        return sql
                .on(handle)
                .map((row, context) -> Map.entry(
                        row.getLong("id"),
                        new LinkName(row.getString("code"), row.getString("domain"), row.getString("audience"))))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Up to which sequence the visits of each node are recorded. */
    static Map<Long, Long> positions(Handle handle) {
        return handle
                .createQuery("SELECT node, sequence FROM journal_positions")
                .map((row, context) -> Map.entry(row.getLong("node"), row.getLong("sequence")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
