package app.grapevine.stats;

import app.grapevine.attribution.Kind;
import app.grapevine.storage.Dialect;
import app.grapevine.storage.SqlText;
import app.grapevine.visits.Click;
import app.grapevine.visits.VisitFilter;
import app.grapevine.visits.VisitKey;
import app.grapevine.visits.VisitStore;
import app.grapevine.visits.VisitStores;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Counts the clicks of a selection that led to a conversion, each once, whenever that was. It is by when the click was, where
 * {@link ClickSums} goes by when the conversion was: so it is a part of the clicks. Its cost follows the number of conversions.
 * Used once, by one thread.
 */
final class ConvertedClicks {
    /** Conversions whose clicks are looked up at once: some megabytes. */
    private static final int IN_A_PIECE = 5000;

    private final Handle handle;
    private final VisitStore store;
    private final Selection selection;
    private final LinkScope scope;
    private final Sums sums;
    private final VisitFilter filter;

    ConvertedClicks(Handle handle, Dialect dialect, Selection selection, LinkScope scope, Sums sums) {
        this.handle = handle;
        this.store = VisitStores.of(dialect);
        this.selection = selection;
        this.scope = scope;
        this.sums = sums;
        this.filter = selection.visitFilter();
    }

    /** @param link 0 where the visit was not stored yet when the conversion came, of which there are few */
    private record Led(VisitKey visit, long link) {}

    /** Adds them to the sums, as conversions. */
    void add() {
        if (scope.isNothing()) {
            return;
        }
        Set<VisitKey> waited = new HashSet<>();
        try (Stream<Led> waiting = conversions(true)) {
            waiting.forEach(led -> waited.add(led.visit()));
        }
        look(waited, null);
        List<Led> piece = new ArrayList<>();
        try (Stream<Led> others = conversions(false)) {
            others.filter(led -> !waited.contains(led.visit())).forEach(led -> {
                // Those of one click are to be looked up together, or it would count twice.
                if (piece.size() >= IN_A_PIECE
                        && !piece.get(piece.size() - 1).visit().equals(led.visit())) {
                    look(piece);
                    piece.clear();
                }
                piece.add(led);
            });
        }
        look(piece);
    }

    /** Those of one click directly behind each other. */
    private Stream<Led> conversions(boolean waiting) {
        SqlText sql = new SqlText().add("SELECT c.node, c.sequence, c.link_id FROM conversions c");
        if (!waiting) {
            scope.join(sql, "c.link_id", List.of());
        }
        sql.add("WHERE c.occurred_at >= " + sql.value(selection.from().toEpochMilli()));
        sql.add("AND c.reason IS NULL AND (c.amount IS NULL OR c.amount >= 0)");
        Conditions.conversions(sql, selection);
        sql.add("AND NOT EXISTS (SELECT 1 FROM conversion_cancels x WHERE x.external_id = c.external_id)");
        sql.add(waiting ? "AND c.link_id = 0" : "AND c.link_id <> 0");
        if (!waiting) {
            scope.where(sql, "c.link_id");
        }
        sql.add("ORDER BY c.node, c.sequence");
        return sql
                .on(handle)
                .setFetchSize(IN_A_PIECE)
                .map((row, context) ->
                        new Led(new VisitKey(row.getLong("node"), row.getLong("sequence")), row.getLong("link_id")))
                .stream();
    }

    private void look(List<Led> piece) {
        look(
                piece.stream().map(Led::visit).collect(Collectors.toSet()),
                piece.stream().map(Led::link).collect(Collectors.toSet()));
    }

    /** @param known the links that they are of; null where that is not known */
    private void look(Set<VisitKey> visits, @Nullable Set<Long> known) {
        if (visits.isEmpty()) {
            return;
        }
        List<Click> clicks = store.find(handle, visits, known).values().stream()
                .filter(this::isAsked)
                .toList();
        Set<Long> links = scope.among(handle, clicks.stream().map(Click::linkId).collect(Collectors.toSet()));
        LinkAttributes attributes = new LinkAttributes(sums);
        attributes.load(handle, links);
        for (Click click : clicks) {
            if (links.contains(click.linkId())) {
                attributes.rows(click.atMillis(), click.linkId(), click, sum -> sum.addConversions(1, null, null));
            }
        }
    }

    private boolean isAsked(Click click) {
        return click.kind() == Kind.CLICK
                && click.atMillis() >= selection.from().toEpochMilli()
                && click.atMillis() < selection.to().toEpochMilli()
                && filter.accepts(click);
    }
}
