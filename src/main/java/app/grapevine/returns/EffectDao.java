package app.grapevine.returns;

import app.grapevine.attribution.Kind;
import app.grapevine.attribution.Verdict;
import app.grapevine.storage.Dialect;
import app.grapevine.visits.Click;
import app.grapevine.visits.VisitKey;
import app.grapevine.visits.VisitStore;
import app.grapevine.visits.VisitStores;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Reads what the links of a campaign led to. Reads one state where its handle does. */
final class EffectDao {
    /** Conversions whose visits are looked up at once: some megabytes. */
    private static final int IN_A_PIECE = 5000;

    private EffectDao() {}

    /** What a link is to a report. */
    private record LinkOfCampaign(@Nullable String audience, int generation) {
        static LinkOfCampaign read(ResultSet row) throws SQLException {
            return new LinkOfCampaign(row.getString("audience"), row.getInt("generation"));
        }
    }

    /**
     * @param linkId 0 where its visit was not stored yet when it came
     * @param link null then
     */
    private record Row(
            VisitKey visit,
            long linkId,
            @Nullable LinkOfCampaign link,
            String event,
            @Nullable String heardFrom,
            @Nullable BigDecimal amount,
            @Nullable String currency) {
        static Row read(ResultSet row) throws SQLException {
            long linkId = row.getLong("link_id");
            return new Row(
                    new VisitKey(row.getLong("node"), row.getLong("sequence")),
                    linkId,
                    linkId == 0 ? null : LinkOfCampaign.read(row),
                    row.getString("event"),
                    row.getString("heard_from"),
                    row.getBigDecimal("amount"),
                    row.getString("currency"));
        }
    }

    /**
     * Shows all that counts, whenever it was, those of one visit directly behind each other. It is read and looked up in pieces, and
     * takes no more memory the more there is.
     */
    static void each(Handle handle, Dialect dialect, String campaign, Consumer<Effect> consumer) {
        VisitStore store = VisitStores.of(dialect);
        List<Row> piece = new ArrayList<>();
        try (Stream<Row> rows = rows(handle, campaign)) {
            rows.forEach(row -> {
                piece.add(row);
                if (piece.size() == IN_A_PIECE) {
                    show(handle, store, campaign, piece, consumer);
                    piece.clear();
                }
            });
        }
        show(handle, store, campaign, piece, consumer);
    }

    /** Those of the campaign's links; and of all that wait, of which there are few: their visit is yet to be stored, or was a moment ago. */
    private static Stream<Row> rows(Handle handle, String campaign) {
        return handle
                .createQuery("""
                        SELECT c.node, c.sequence, c.link_id, l.audience, l.generation, c.event, c.heard_from, c.amount, c.currency
                        FROM conversions c JOIN links l ON l.id = c.link_id
                        WHERE l.campaign = :campaign AND c.reason IS NULL
                            AND NOT EXISTS (SELECT 1 FROM conversion_cancels x WHERE x.external_id = c.external_id)
                        UNION ALL
                        SELECT c.node, c.sequence, c.link_id, NULL, 0, c.event, c.heard_from, c.amount, c.currency
                        FROM conversions c
                        WHERE c.link_id = 0 AND c.reason IS NULL
                            AND NOT EXISTS (SELECT 1 FROM conversion_cancels x WHERE x.external_id = c.external_id)
                        ORDER BY node, sequence""")
                .bind("campaign", campaign)
                .setFetchSize(IN_A_PIECE)
                .map((row, context) -> Row.read(row))
                .stream();
    }

    private static void show(
            Handle handle, VisitStore store, String campaign, List<Row> piece, Consumer<Effect> consumer) {
        Map<VisitKey, Click> visits = visits(handle, store, piece);
        Map<Long, LinkOfCampaign> links = linksOfWaiting(handle, campaign, piece, visits);
        for (Row row : piece) {
            @Nullable Click visit = visits.get(row.visit());
            @Nullable
            LinkOfCampaign link = row.link() != null ? row.link() : visit == null ? null : links.get(visit.linkId());
            if (visit != null && link != null) {
                consumer.accept(effect(row, visit, link));
            }
        }
    }

    private static Map<VisitKey, Click> visits(Handle handle, VisitStore store, List<Row> piece) {
        Set<VisitKey> tied = new HashSet<>();
        Set<VisitKey> waiting = new HashSet<>();
        Set<Long> links = new HashSet<>();
        for (Row row : piece) {
            if (row.link() == null) {
                waiting.add(row.visit());
            } else {
                tied.add(row.visit());
                links.add(row.linkId());
            }
        }
        // Apart, for where the links are known they are found quicker.
        Map<VisitKey, Click> visits = new HashMap<>(store.find(handle, tied, links));
        visits.putAll(store.find(handle, waiting, null));
        return visits;
    }

    /** Those of the campaign. */
    private static Map<Long, LinkOfCampaign> linksOfWaiting(
            Handle handle, String campaign, List<Row> piece, Map<VisitKey, Click> visits) {
        Set<Long> links = new HashSet<>();
        for (Row row : piece) {
            @Nullable Click visit = row.link() == null ? visits.get(row.visit()) : null;
            if (visit != null) {
                links.add(visit.linkId());
            }
        }
        return links.isEmpty()
                ? Map.of()
                : handle
                        .createQuery(
                                "SELECT id, audience, generation FROM links WHERE id IN (<ids>) AND campaign = :campaign")
                        .bindList("ids", List.copyOf(links))
                        .bind("campaign", campaign)
                        .map((row, context) -> Map.entry(row.getLong("id"), LinkOfCampaign.read(row)))
                        .stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Effect effect(Row row, Click visit, LinkOfCampaign link) {
        @Nullable Verdict verdict = visit.verdict();
        return new Effect(
                row.visit(),
                visit.kind() == Kind.CLICK,
                new Cell(verdict == null ? null : verdict.origin(), link.audience()),
                verdict == null ? null : verdict.channel(),
                verdict == null || visit.kind() != Kind.CLICK ? null : verdict.tier(),
                link.generation(),
                row.event(),
                row.heardFrom(),
                row.amount(),
                row.currency());
    }

    /** What is said to be a campaign's and is tied to no click, added up. */
    static List<Untied> untied(Handle handle, String campaign) {
        return handle.createQuery("""
                        SELECT c.reason, c.heard_from, c.currency, SUM(c.amount) AS amount,
                            COUNT(CASE WHEN c.amount < 0 THEN NULL ELSE 1 END) AS conversions
                        FROM conversions c
                        WHERE c.campaign = :campaign AND c.reason IS NOT NULL
                            AND NOT EXISTS (SELECT 1 FROM conversion_cancels x WHERE x.external_id = c.external_id)
                        GROUP BY c.reason, c.heard_from, c.currency""")
                .bind("campaign", campaign)
                .map((row, context) -> untied(row))
                .list();
    }

    /** The same of what is said to be of no campaign. */
    static List<Untied> untiedOfNone(Handle handle) {
        return handle.createQuery("""
                        SELECT c.reason, c.heard_from, c.currency, SUM(c.amount) AS amount,
                            COUNT(CASE WHEN c.amount < 0 THEN NULL ELSE 1 END) AS conversions
                        FROM conversions c
                        WHERE c.campaign IS NULL AND c.reason IS NOT NULL
                            AND NOT EXISTS (SELECT 1 FROM conversion_cancels x WHERE x.external_id = c.external_id)
                        GROUP BY c.reason, c.heard_from, c.currency""").map((row, context) -> untied(row)).list();
    }

    private static Untied untied(ResultSet row) throws SQLException {
        return new Untied(
                row.getString("reason"),
                row.getString("heard_from"),
                row.getLong("conversions"),
                row.getBigDecimal("amount"),
                row.getString("currency"));
    }

    /** How many conversions there were in a time, of whatever, without corrections and those called off. @param to the first moment after */
    static long countAll(Handle handle, long from, long to) {
        return handle.createQuery("""
                        SELECT COUNT(*) FROM conversions c
                        WHERE c.occurred_at >= :from AND c.occurred_at < :to AND (c.amount IS NULL OR c.amount >= 0)
                            AND NOT EXISTS (SELECT 1 FROM conversion_cancels x WHERE x.external_id = c.external_id)""")
                .bind("from", from)
                .bind("to", to)
                .mapTo(Long.class)
                .one();
    }
}
