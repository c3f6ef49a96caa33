package app.grapevine.campaigns;

import app.grapevine.campaigns.Campaign.Cost;
import app.grapevine.campaigns.Campaign.Price;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** The SQL of campaigns and their costs. */
final class CampaignDao {
    /** As {@link Campaigns#ensure}. */
    void ensure(Handle handle, Collection<String> slugs, Instant now) {
        for (String slug : slugs) {
            insert(
                    handle,
                    new Campaign(slug, slug, null, null, List.of(), Utm.NONE, ReturnTerms.NONE, false, now, now));
        }
    }

    /** @return whether the slug was free */
    boolean insert(Handle handle, Campaign campaign) {
        String sql = """
                INSERT INTO campaigns (slug, name, starts_on, ends_on, utm, currency, conversion_window_days,
                    conversion_rule, baseline_kind, baseline_audience, baseline_sent, baseline_conversions, archived,
                    created_at, updated_at)
                VALUES (:slug, :name, :startsOn, :endsOn, :utm, :currency, :windowDays, :rule, :baseline,
                    :baselineAudience, :baselineSent, :baselineConversions, :archived, :createdAt, :updatedAt)
                ON CONFLICT DO NOTHING
                """;
        boolean inserted = bind(handle.createUpdate(sql), campaign)
                        .bind("createdAt", campaign.createdAt().toEpochMilli())
                        .execute()
                == 1;
        if (inserted) {
            insertCosts(handle, campaign);
        }
        return inserted;
    }

    /** Writes what can be changed of a campaign, its costs too. */
    void update(Handle handle, Campaign campaign) {
        String sql = """
                UPDATE campaigns SET name = :name, starts_on = :startsOn, ends_on = :endsOn, utm = :utm,
                    currency = :currency, conversion_window_days = :windowDays, conversion_rule = :rule,
                    baseline_kind = :baseline, baseline_audience = :baselineAudience, baseline_sent = :baselineSent,
                    baseline_conversions = :baselineConversions, archived = :archived, updated_at = :updatedAt
                WHERE slug = :slug
                """;
        bind(handle.createUpdate(sql), campaign).execute();
        handle.execute("DELETE FROM campaign_costs WHERE campaign = ?", campaign.slug());
        insertCosts(handle, campaign);
    }

    void delete(Handle handle, String slug) {
        handle.execute("DELETE FROM campaign_costs WHERE campaign = ?", slug);
        CampaignNoteDao.deleteAll(handle, slug);
        handle.execute("DELETE FROM campaigns WHERE slug = ?", slug);
    }

    private static <S extends SqlStatement<S>> S bind(S statement, Campaign campaign) {
        ReturnTerms terms = campaign.terms();
        ConversionRule rule = terms.rule();
        return BaselineColumns.of(terms.baseline())
                .bindTo(statement)
                .bind("currency", terms.currency())
                .bind("windowDays", terms.windowDays())
                .bind("rule", rule == null ? null : rule.label())
                .bind("slug", campaign.slug())
                .bind("name", campaign.name())
                .bind("startsOn", day(campaign.startsOn()))
                .bind("endsOn", day(campaign.endsOn()))
                .bind("utm", campaign.utm().lines())
                .bind("archived", campaign.archived())
                .bind("updatedAt", campaign.updatedAt().toEpochMilli());
    }

    private static @Nullable Long day(@Nullable LocalDate date) {
        return date == null ? null : date.toEpochDay();
    }

    private static void insertCosts(Handle handle, Campaign campaign) {
        if (campaign.costs().isEmpty()) {
            return;
        }
        String sql = """
                INSERT INTO campaign_costs (campaign, place, channel, audience, sent, amount, currency)
                VALUES (:campaign, :place, :channel, :audience, :sent, :amount, :currency)
                """;
        try (PreparedBatch batch = handle.prepareBatch(sql)) {
            for (int i = 0; i < campaign.costs().size(); i++) {
                Cost cost = campaign.costs().get(i);
                Price price = cost.price();
                batch.bind("campaign", campaign.slug())
                        .bind("place", i)
                        .bind("channel", cost.channel())
                        .bind("audience", cost.audience())
                        .bind("sent", cost.sent())
                        .bind("amount", price == null ? null : price.amount())
                        .bind("currency", price == null ? null : price.currency())
                        .add();
            }
            batch.execute();
        }
    }

    Optional<Campaign> find(Handle handle, String slug) {
        return withCosts(
                        handle,
                        rows(handle.createQuery("SELECT * FROM campaigns WHERE slug = :slug")
                                .bind("slug", slug)))
                .stream()
                .findFirst();
    }

    /** As {@link #find}, and nobody else changes the campaign before the transaction ends. */
    Optional<Campaign> findForChange(Handle handle, String slug) {
        return withCosts(
                        handle,
                        rows(handle.createQuery("SELECT * FROM campaigns WHERE slug = :slug FOR UPDATE")
                                .bind("slug", slug)))
                .stream()
                .findFirst();
    }

    /** Newest first, and of one instant by slug downwards; those behind the place given. @param archived null for all */
    List<Campaign> list(Handle handle, @Nullable Boolean archived, long createdAt, String slug, int limit) {
        String sql = """
                SELECT * FROM campaigns
                WHERE (created_at < :createdAt OR (created_at = :createdAt AND slug < :slug))
                    AND (:any OR archived = :archived)
                ORDER BY created_at DESC, slug DESC
                LIMIT :limit
                """;
        return withCosts(
                handle,
                rows(handle.createQuery(sql)
                        .bind("any", archived == null)
                        .bind("archived", Boolean.TRUE.equals(archived))
                        .bind("createdAt", createdAt)
                        .bind("slug", slug)
                        .bind("limit", limit)));
    }

    /** What each of these campaigns says of its return; none of one that is not there. */
    Map<String, ReturnTerms> terms(Handle handle, Collection<String> slugs) {
        if (slugs.isEmpty()) {
            return Map.of();
        }
        Map<String, ReturnTerms> terms = new HashMap<>();
        rows(handle.createQuery("SELECT * FROM campaigns WHERE slug IN (<slugs>)")
                        .bindList("slugs", List.copyOf(slugs)))
                .forEach(campaign -> terms.put(campaign.slug(), campaign.terms()));
        return terms;
    }

    private static List<Campaign> rows(Query query) {
        return query.map((row, context) -> new Campaign(
                        row.getString("slug"),
                        row.getString("name"),
                        date(row, "starts_on"),
                        date(row, "ends_on"),
                        List.of(),
                        Utm.ofLines(row.getString("utm")),
                        terms(row),
                        row.getBoolean("archived"),
                        Instant.ofEpochMilli(row.getLong("created_at")),
                        Instant.ofEpochMilli(row.getLong("updated_at"))))
                .list();
    }

    private static ReturnTerms terms(ResultSet row) throws SQLException {
        String rule = row.getString("conversion_rule");
        return new ReturnTerms(
                row.getString("currency"),
                number(row, "conversion_window_days"),
                rule == null ? null : ConversionRule.BY_LABEL.get(rule),
                BaselineColumns.of(row).baseline());
    }

    private static @Nullable Long number(ResultSet row, String column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? null : number;
    }

    private static @Nullable LocalDate date(ResultSet row, String column) throws SQLException {
        Long day = number(row, column);
        return day == null ? null : LocalDate.ofEpochDay(day);
    }

    private static List<Campaign> withCosts(Handle handle, List<Campaign> campaigns) {
        if (campaigns.isEmpty()) {
            return campaigns;
        }
        Map<String, List<Cost>> costs = new HashMap<>();
        handle.createQuery("SELECT * FROM campaign_costs WHERE campaign IN (<slugs>) ORDER BY campaign, place")
                .bindList("slugs", campaigns.stream().map(Campaign::slug).toList())
                .map((row, context) -> costs.computeIfAbsent(row.getString("campaign"), slug -> new ArrayList<>())
                        .add(cost(row)))
                .list();
        return campaigns.stream()
                .map(campaign -> campaign.withCosts(costs.getOrDefault(campaign.slug(), List.of())))
                .toList();
    }

    private static Cost cost(ResultSet row) throws SQLException {
        BigDecimal amount = row.getBigDecimal("amount");
        return new Cost(
                row.getString("channel"),
                row.getString("audience"),
                amount == null ? null : ReturnCheck.inItsCurrency(new Price(amount, row.getString("currency"))),
                number(row, "sent"));
    }
}
