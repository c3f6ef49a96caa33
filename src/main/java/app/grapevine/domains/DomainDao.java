package app.grapevine.domains;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/** The SQL of what is set for domains. Safe for use by many threads. */
final class DomainDao {
    private static final String ALL = """
            SELECT host, root_destination, unknown_destination, ended_destination, name, logo, card_title, card_description
            FROM domains
            """;

    List<Domain> list(Handle handle) {
        return handle.createQuery(ALL).map((row, context) -> domain(row)).list();
    }

    Optional<Domain> find(Handle handle, String host) {
        return find(handle, host, "");
    }

    /** As {@link #find(Handle, String)}, and nobody else changes the row before the transaction ends. */
    Optional<Domain> findForChange(Handle handle, String host) {
        return find(handle, host, " FOR UPDATE");
    }

    private static Optional<Domain> find(Handle handle, String host, String lock) {
        return handle.createQuery(ALL + "WHERE host = :host" + lock)
                .bind("host", host)
                .map((row, context) -> domain(row))
                .findOne();
    }

    private static Domain domain(ResultSet row) throws SQLException {
        return new Domain(
                row.getString("host"),
                row.getString("root_destination"),
                row.getString("unknown_destination"),
                row.getString("ended_destination"),
                row.getString("name"),
                row.getString("logo"),
                row.getString("card_title"),
                row.getString("card_description"));
    }

    /** Makes the row of {@code domain}, or writes it anew. */
    void put(Handle handle, Domain domain, long nowMillis) {
        handle.createUpdate("INSERT INTO domains (host, updated_at) VALUES (:host, :now) ON CONFLICT DO NOTHING")
                .bind("host", domain.host())
                .bind("now", nowMillis)
                .execute();
        bind(handle.createUpdate("""
                                UPDATE domains SET root_destination = :root, unknown_destination = :unknown,
                                    ended_destination = :ended, name = :name, logo = :logo, card_title = :title,
                                    card_description = :description, updated_at = :now
                                WHERE host = :host
                                """), domain).bind("now", nowMillis).execute();
    }

    private static Update bind(Update statement, Domain domain) {
        return statement
                .bind("host", domain.host())
                .bind("root", domain.rootDestination())
                .bind("unknown", domain.unknownDestination())
                .bind("ended", domain.endedDestination())
                .bind("name", domain.name())
                .bind("logo", domain.logo())
                .bind("title", domain.cardTitle())
                .bind("description", domain.cardDescription());
    }
}
