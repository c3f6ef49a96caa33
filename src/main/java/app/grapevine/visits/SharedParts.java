package app.grapevine.visits;

import app.grapevine.attribution.Agent;
import app.grapevine.attribution.Kind;
import app.grapevine.attribution.Verdict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/**
 * Puts visits together from their narrow rows and what they share, which it remembers: what an id says never changes. For
 * one walk; not safe for use by many threads.
 */
final class SharedParts {
    /** Some megabytes. */
    private static final int MOST_REMEMBERED = 20_000;

    private final Map<Long, Judged> verdicts = new HashMap<>();
    private final Map<Long, Told> requests = new HashMap<>();

    /** A row of {@code visits}. */
    record Narrow(
            VisitPlace place,
            long linkId,
            long verdict,
            long request,
            @Nullable Long userAgentId) {
        static final String COLUMNS = "k.node, k.sequence, k.at, k.link_id, k.verdict, k.request, k.user_agent_id";

        static Narrow read(ResultSet row) throws SQLException {
            long agent = row.getLong(7);
            @Nullable Long agentId = row.wasNull() ? null : agent;
            return new Narrow(
                    new VisitPlace(row.getLong(3), row.getLong(1), row.getLong(2)),
                    row.getLong(4),
                    row.getLong(5),
                    row.getLong(6),
                    agentId);
        }
    }

    private record Judged(Kind kind, @Nullable Verdict verdict, boolean firstOfDay, boolean shareAttempt) {
        static Judged read(ResultSet row) throws SQLException {
            Kind kind = Kind.valueOf(row.getString("kind"));
            return new Judged(
                    kind,
                    kind == Kind.SUPPRESSED
                            ? null
                            : ClickRow.verdict(row, kind, EvidenceCodec.decode(row.getString("evidence"))),
                    row.getBoolean("first_of_day"),
                    row.getBoolean("share_attempt"));
        }
    }

    private record Told(
            @Nullable String country,
            @Nullable String language,
            Agent agent,
            @Nullable String referrer,
            @Nullable String requestedWith,
            @Nullable String markers,
            int flags,
            @Nullable String context,
            @Nullable String rule) {
        static Told read(ResultSet row) throws SQLException {
            return new Told(
                    row.getString("country"),
                    row.getString("language"),
                    ClickRow.agent(row),
                    row.getString("referrer"),
                    row.getString("requested_with"),
                    row.getString("markers"),
                    row.getInt("flags"),
                    row.getString("context"),
                    row.getString("rule"));
        }
    }

    /** The visits; empty if something of them is gone, as it can be where they were changed since the rows were read. */
    Optional<List<ClickRow>> complete(Handle handle, List<Narrow> rows) {
        load(
                handle,
                SharedTexts.VERDICTS,
                verdicts,
                rows.stream().map(Narrow::verdict).toList(),
                (row, context) -> Judged.read(row));
        load(
                handle,
                SharedTexts.REQUESTS,
                requests,
                rows.stream().map(Narrow::request).toList(),
                (row, context) -> Told.read(row));
        boolean whole =
                rows.stream().allMatch(row -> verdicts.containsKey(row.verdict) && requests.containsKey(row.request));
        return whole ? Optional.of(rows.stream().map(this::complete).toList()) : Optional.empty();
    }

    private static <T> void load(
            Handle handle, SharedTexts texts, Map<Long, T> known, Collection<Long> wanted, RowMapper<T> mapper) {
        if (known.size() > MOST_REMEMBERED) {
            known.clear();
        }
        Set<Long> missing = new HashSet<>(wanted);
        missing.removeAll(known.keySet());
        if (!missing.isEmpty()) {
            handle.createQuery("SELECT * FROM " + texts.table() + " WHERE id = ANY (:ids)")
                    .bindArray("ids", Long.class, new TreeSet<>(missing))
                    .map((row, context) -> Map.entry(row.getLong("id"), mapper.map(row, context)))
                    .forEach(found -> known.put(found.getKey(), found.getValue()));
        }
    }

    private ClickRow complete(Narrow row) {
        Judged judged = verdicts.get(row.verdict);
        Told told = requests.get(row.request);
        if (judged == null || told == null) {
            throw new IllegalStateException("a visit lacks a part that was there");
        }
        Click visit = new Click(
                row.place.node(),
                row.place.sequence(),
                row.place.atMillis(),
                row.linkId,
                judged.kind,
                judged.verdict,
                judged.firstOfDay,
                told.country,
                told.language,
                told.agent,
                told.referrer,
                judged.shareAttempt,
                told.rule);
        return new ClickRow(visit, row.userAgentId, told.requestedWith, told.markers, told.flags, told.context);
    }
}
