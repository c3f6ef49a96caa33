package app.grapevine.stats;

import app.grapevine.base.FaultCode;
import app.grapevine.base.Parameters;
import app.grapevine.base.RefusedException;
import app.grapevine.channels.ChannelCatalogue;
import app.grapevine.clicks.Retention;
import app.grapevine.rollups.Dimension;
import app.grapevine.rollups.FacetGroup;
import app.grapevine.storage.Database;
import app.grapevine.storage.SqlText;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * The door of reports: answers questions about visits and what came of them. Safe for use by many threads.
 *
 * <p>Rollups answer what is about dimensions of one {@link FacetGroup}; so the cost follows the length of the
 * range and the number of links, and not the number of clicks. A question across groups (country and device)
 * is answered from the clicks themselves.
 */
public final class Stats {
    private final Database database;
    private final StatsSettings settings;
    private final ChannelCatalogue channels;
    private final Clock clock;

    /** @param channels the catalogue, for whose machine fetches each app's previews */
    public Stats(Database database, StatsSettings settings, ChannelCatalogue channels, Clock clock) {
        this.database = database;
        this.settings = settings;
        this.channels = channels;
        this.clock = clock;
    }

    /**
     * @throws RefusedException INVALID if the answer would be too large
     * @throws app.grapevine.storage.DatabaseUnavailableException if the database is away
     */
    public StatsAnswer answer(StatsQuery query) {
        Instant asOf = clock.instant();
        return database.snapshot(handle -> answer(handle, query, asOf));
    }

    /**
     * The same within a unit of work that sees one state of the database, so that several answers fit together.
     *
     * @throws RefusedException INVALID if the answer would be too large
     */
    public StatsAnswer answer(Handle handle, StatsQuery query) {
        return answer(handle, query, clock.instant());
    }

    /**
     * The flow of clicks: of a question by dimensions of links and visits, its rows, in which the conversions are the clicks of the
     * row that led to one, each once, whenever that was.
     *
     * @throws app.grapevine.storage.DatabaseUnavailableException if the database is away
     */
    public StatsAnswer flow(StatsQuery query) {
        Instant asOf = clock.instant();
        return database.snapshot(handle -> {
            Selection selection = query.selection();
            LinkScope scope = LinkScope.of(handle, selection);
            Sums sums = new Sums(query.by(), query.buckets());
            addUp(handle, selection, scope, sums, false);
            new ConvertedClicks(handle, database.dialect(), selection, scope, sums).add();
            return answer(handle, query, sums, sums.total(), asOf);
        });
    }

    /**
     * What was counted of each of these links, ever, in one question.
     *
     * @return by the links' ids; without those of which nothing was counted
     * @throws app.grapevine.storage.DatabaseUnavailableException if the database is away
     */
    public Map<Long, Figures> ofLinks(Collection<Long> links) {
        Selection ever = Selection.ever(Map.of());
        LinkScope scope = new LinkScope(ever, List.copyOf(links));
        return database.snapshot(handle -> byLink(handle, ever, scope, true));
    }

    /**
     * What was counted of each link of a selection, without conversions, within a unit of work as above.
     *
     * @return by the links' ids; without those of which nothing was counted
     * @throws RefusedException INVALID if there are too many
     */
    public Map<Long, Figures> byLink(Handle handle, Selection selection) {
        return byLink(handle, selection, LinkScope.of(handle, selection), false);
    }

    private Map<Long, Figures> byLink(Handle handle, Selection selection, LinkScope scope, boolean conversions) {
        Sums sums = new Sums(List.of(Dimension.LINK), null);
        addUp(handle, selection, scope, sums, conversions);
        String currency = currency(sums.total());
        Map<Long, Figures> figures = new HashMap<>();
        sums.rows().forEach((key, sum) -> {
            if (key.first() instanceof Long link) {
                figures.put(link, sum.figures(currency));
            }
        });
        return figures;
    }

    /**
     * What was counted of each link in the last 30 days of UTC, today among them, without conversions.
     *
     * @return by the links' ids; without those of which nothing was counted
     * @throws app.grapevine.storage.DatabaseUnavailableException if the database is away
     */
    public Map<Long, Figures> lately() {
        Parameters nothing = new Parameters(Map.of());
        Selection recent = Selection.recent(nothing, List.of(), Selection.zone(nothing), clock);
        return database.snapshot(handle -> byLink(handle, recent, new LinkScope(recent, null), false));
    }

    private StatsAnswer answer(Handle handle, StatsQuery query, Instant asOf) {
        LinkScope scope = LinkScope.of(handle, query.selection());
        Sums rows = new Sums(query.by(), query.buckets());
        addUp(handle, query.selection(), scope, rows, query.conversions());
        Sum total;
        if (rows.isBy(Dimension.TAG) || query.isByConversions()) {
            // A link with two tags is in two rows, and must be once in the total; visits are in none of a conversion's,
            // and in the total.
            Sums once = new Sums(List.of(), null);
            addUp(handle, query.selection(), scope, once, query.conversions());
            total = once.total();
        } else {
            total = rows.total();
        }
        return answer(handle, query, rows, total, asOf).with(OpeningSum.of(handle, query, scope));
    }

    private StatsAnswer answer(Handle handle, StatsQuery query, Sums rows, Sum total, Instant asOf) {
        String currency = currency(total);
        StatsRows.Result result =
                new StatsRows(query, currency, channels, links -> names(handle, links)).of(rows.rows());
        return new StatsAnswer(query, total.figures(currency), result.rows(), result.truncated(), asOf);
    }

    private void addUp(Handle handle, Selection selection, LinkScope scope, Sums sums, boolean conversions) {
        if (scope.isNothing()) {
            return;
        }
        Set<Dimension> dimensions = new HashSet<>();
        sums.by().stream().filter(d -> d.isOf(Dimension.Of.VISIT)).forEach(dimensions::add);
        selection.filters().keySet().stream()
                .map(Filter::dimension)
                .filter(d -> d != null && d.isOf(Dimension.Of.VISIT))
                .forEach(dimensions::add);
        Optional<FacetGroup> group = FacetGroup.holding(dimensions);
        if (sums.by().stream().anyMatch(dimension -> dimension.isOf(Dimension.Of.CONVERSION))) {
            // No visit is of an event.
        } else if (group.isPresent()) {
            new RollupReader(group.get(), selection, sums).read(handle, scope);
        } else {
            requireVisits(handle, selection);
            new ClickSums(handle, database.dialect(), selection, scope, sums).visits();
        }
        if (conversions) {
            new ClickSums(handle, database.dialect(), selection, scope, sums).conversions();
        }
    }

    /** What looks at single visits must not pass for complete where they were deleted. */
    private static void requireVisits(Handle handle, Selection selection) {
        Instant kept = Instant.ofEpochMilli(Retention.visitsKeptFrom(handle));
        if (selection.from().isBefore(kept) && kept.isAfter(Instant.EPOCH)) {
            throw RefusedException.invalid("from", FaultCode.VISITS_NOT_KEPT, Map.of("kept", kept.toString()));
        }
    }

    /** The currency of the reports, unless all that was earned is in one other. */
    private String currency(Sum total) {
        Set<String> currencies = total.currencies();
        return currencies.size() == 1 ? currencies.iterator().next() : settings.currency();
    }

    private static Map<Long, StatsRows.LinkName> names(Handle handle, List<Long> links) {
        Map<Long, StatsRows.LinkName> names = new HashMap<>();
        for (int from = 0; from < links.size(); from += 1000) {
            SqlText sql = new SqlText();
            sql.add("SELECT l.id, l.code, l.domain, l.title, l.audience FROM links l");
            sql.add("JOIN "
                    + sql.table(new ArrayList<>(links.subList(from, Math.min(links.size(), from + 1000))), "s"));
            sql.add("ON s.id = l.id");
            sql.on(handle)
                    .map((row, context) -> Map.entry(
                            row.getLong("id"),
                            new StatsRows.LinkName(
                                    row.getString("code"),
                                    row.getString("domain"),
                                    row.getString("title"),
                                    row.getString("audience"))))
                    .forEach(name -> names.put(name.getKey(), name.getValue()));
        }
        return names;
    }
}
