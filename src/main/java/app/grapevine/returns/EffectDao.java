package app.grapevine.returns;

import app.grapevine.attribution.Kind;
import app.grapevine.attribution.Verdict;
import app.grapevine.storage.Dialect;
import app.grapevine.visits.Click;
import app.grapevine.visits.VisitKey;
import app.grapevine.visits.VisitStores;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Reads what the links of a campaign led to, and how many of them were passed on. Reads one state where its handle does. */
final class EffectDao {
    private EffectDao() {}

    /** What a link is to a report. */
    private record LinkOfCampaign(long id, @Nullable String audience, int generation) {}

    /** @param link 0 where its visit was not stored yet when it came */
    private record Row(
            VisitKey visit,
            long link,
            String event,
            @Nullable String heardFrom,
            @Nullable BigDecimal amount,
            @Nullable String currency) {
        static Row read(ResultSet row) throws SQLException {
            return new Row(
                    new VisitKey(row.getLong("node"), row.getLong("sequence")),
                    row.getLong("link_id"),
                    row.getString("event"),
                    row.getString("heard_from"),
                    row.getBigDecimal("amount"),
                    row.getString("currency"));
        }
    }

    /** All that counts, whenever it was. */
    static List<Effect> list(Handle handle, Dialect dialect, String campaign) {
        Map<Long, LinkOfCampaign> links = links(handle, campaign);
        List<Effect> effects = new ArrayList<>();
        add(effects, handle, dialect, ofLinks(handle, campaign), links);
        // There are few: those whose visit is yet to be stored, or was a moment ago.
        add(effects, handle, dialect, waiting(handle), links);
        return effects;
    }

    private static Map<Long, LinkOfCampaign> links(Handle handle, String campaign) {
        return handle
                .createQuery("SELECT id, audience, generation FROM links WHERE campaign = :campaign")
                .bind("campaign", campaign)
                .map((row, context) ->
                        new LinkOfCampaign(row.getLong("id"), row.getString("audience"), row.getInt("generation")))
                .stream()
                .collect(Collectors.toMap(LinkOfCampaign::id, link -> link));
    }

    /**
     * How many links of each generation there are, the deleted ones too; those that were issued are of generation 0.
     *
     * @param without an audience whose links are left out; null for none
     */
    static Map<Integer, Long> linksByGeneration(Handle handle, String campaign, @Nullable String without) {
        Map<Integer, Long> counts = new HashMap<>();
        for (LinkOfCampaign link : links(handle, campaign).values()) {
            if (without == null || !without.equals(link.audience())) {
                counts.merge(link.generation(), 1L, Long::sum);
            }
        }
        return counts;
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

    private static List<Row> ofLinks(Handle handle, String campaign) {
        return handle.createQuery("""
                        SELECT c.node, c.sequence, c.link_id, c.event, c.heard_from, c.amount, c.currency
                        FROM conversions c JOIN links l ON l.id = c.link_id
                        WHERE l.campaign = :campaign AND c.reason IS NULL
                            AND NOT EXISTS (SELECT 1 FROM conversion_cancels x WHERE x.external_id = c.external_id)""")
                .bind("campaign", campaign)
                .setFetchSize(5000)
                .map((row, context) -> Row.read(row))
                .list();
    }

    private static List<Row> waiting(Handle handle) {
        return handle.createQuery("""
                        SELECT c.node, c.sequence, c.link_id, c.event, c.heard_from, c.amount, c.currency FROM conversions c
                        WHERE c.link_id = 0 AND c.reason IS NULL
                            AND NOT EXISTS (SELECT 1 FROM conversion_cancels x WHERE x.external_id = c.external_id)""").map((row, context) -> Row.read(row)).list();
    }

    /** What is said to be a campaign's and is tied to no click. */
    static List<Untied> untied(Handle handle, String campaign) {
        return handle.createQuery("""
                        SELECT c.reason, c.heard_from, c.amount, c.currency FROM conversions c
                        WHERE c.campaign = :campaign AND c.reason IS NOT NULL
                            AND NOT EXISTS (SELECT 1 FROM conversion_cancels x WHERE x.external_id = c.external_id)""")
                .bind("campaign", campaign)
                .setFetchSize(5000)
                .map((row, context) -> new Untied(
                        row.getString("reason"),
                        row.getString("heard_from"),
                        row.getBigDecimal("amount"),
                        row.getString("currency")))
                .list();
    }

    private static void add(
            List<Effect> effects, Handle handle, Dialect dialect, List<Row> rows, Map<Long, LinkOfCampaign> links) {
        if (rows.isEmpty()) {
            return;
        }
        Set<Long> known = rows.stream().map(Row::link).collect(Collectors.toSet());
        Map<VisitKey, Click> visits = VisitStores.of(dialect)
                .find(
                        handle,
                        rows.stream().map(Row::visit).collect(Collectors.toSet()),
                        known.contains(0L) ? null : known);
        for (Row row : rows) {
            @Nullable Click visit = visits.get(row.visit());
            @Nullable LinkOfCampaign link = visit == null ? null : links.get(visit.linkId());
            if (visit != null && link != null) {
                effects.add(effect(row, visit, link));
            }
        }
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
}
