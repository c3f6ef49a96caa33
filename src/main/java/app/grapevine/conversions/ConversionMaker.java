package app.grapevine.conversions;

import app.grapevine.clicks.ClickIds;
import app.grapevine.links.LinkStates;
import app.grapevine.visits.VisitKey;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Makes conversions of their rows. Safe for use by many threads. */
final class ConversionMaker {
    private final ClickIds ids;

    ConversionMaker(ClickIds ids) {
        this.ids = ids;
    }

    /** In the order of the rows, with the campaigns that their links are of now. */
    Map<ConversionDao.Row, Conversion> of(Handle handle, Collection<ConversionDao.Row> rows) {
        Map<Long, String> campaigns = LinkStates.campaigns(
                handle,
                rows.stream()
                        .map(row -> row.tie().link())
                        .filter(link -> link > 0)
                        .collect(Collectors.toSet()));
        Map<ConversionDao.Row, Conversion> conversions = new LinkedHashMap<>();
        for (ConversionDao.Row row : rows) {
            long link = row.tie().link();
            conversions.put(row, conversion(row, link > 0 ? campaigns.get(link) : row.campaign()));
        }
        return conversions;
    }

    private Conversion conversion(ConversionDao.Row row, @Nullable String campaign) {
        BigDecimal amount = row.amount();
        String currency = row.currency();
        VisitKey visit = row.tie().visit();
        return new Conversion(
                row.id(),
                visit == null ? null : ids.encode(visit.node(), visit.sequence()),
                row.tie().reason(),
                campaign,
                row.event(),
                amount == null || currency == null ? null : new Money(amount, currency),
                row.externalId(),
                row.heardFrom(),
                Instant.ofEpochMilli(row.occurredAt()));
    }
}
