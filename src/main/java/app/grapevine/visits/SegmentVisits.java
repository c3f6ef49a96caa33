package app.grapevine.visits;

import app.grapevine.storage.Database;
import app.grapevine.storage.Dialect;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Visits in segments, as H2 keeps them: each batch of the writer is one, and they are merged as they grow old, see {@link
 * SegmentMerge}. So a visit costs a dozen bytes and no entry in an index, and no page of the database is written for its
 * sake alone. What an earlier version left in the table {@code clicks} is read with them until it is taken over.
 */
final class SegmentVisits implements VisitStore {
    /** About as many as a segment has in the end. */
    private static final int UNIT = SegmentMerge.LARGE;

    private static final NavigableSet<Long> NONE = Collections.emptyNavigableSet();

    private final TableVisits table = new TableVisits(Dialect.H2);

    @Override
    public void add(Handle handle, List<ClickRow> visits) {
        if (!visits.isEmpty()) {
            Click first = visits.get(0).click();
            Click last = visits.get(visits.size() - 1).click();
            SegmentDao.insert(handle, SegmentDao.draft(first.node(), first.sequence(), last.sequence(), visits));
        }
    }

    @Override
    public VisitWalk walk(VisitRange range, VisitFilter filter, Order order, @Nullable VisitPlace after) {
        return walk(range, filter, order, after, false);
    }

    @Override
    public VisitWalk walkToChange(VisitRange range, VisitFilter filter, @Nullable VisitPlace after) {
        return walk(range, filter, Order.OLDEST_FIRST, after, true);
    }

    private VisitWalk walk(
            VisitRange range, VisitFilter filter, Order order, @Nullable VisitPlace after, boolean toChange) {
        return new HandoverWalk(
                place -> table.walk(range, filter, order, place),
                place -> new SegmentWalk(range, filter, order, place, toChange),
                order,
                after);
    }

    @Override
    public void each(Handle handle, VisitRange range, VisitFilter filter, Consumer<Click> consumer) {
        for (Segment segment : SegmentDao.list(handle, range)) {
            for (ClickRow row : SegmentDao.read(handle, segment, range)) {
                if (filter.accepts(row.click())) {
                    consumer.accept(row.click());
                }
            }
        }
        if (HandoverWalk.isTableInUse(handle)) {
            table.each(handle, range, filter, consumer);
        }
    }

    @Override
    public List<ClickRow> recorded(
            Handle handle, long node, long after, long upTo, VisitRange range, VisitFilter filter, int limit) {
        while (true) {
            try {
                return recordedNow(handle, node, after, upTo, range.by(node), filter, limit);
            } catch (SegmentDao.GoneException e) {
                // A merge came between; it is seen now.
            }
        }
    }

    private List<ClickRow> recordedNow(
            Handle handle, long node, long after, long upTo, VisitRange range, VisitFilter filter, int limit) {
        List<ClickRow> rows = new ArrayList<>();
        if (HandoverWalk.isTableInUse(handle)) {
            rows.addAll(table.recorded(handle, node, after, upTo, range, filter, limit));
        }
        for (Segment segment : SegmentDao.list(handle, node, after, upTo)) {
            if (rows.size() >= limit) {
                break;
            }
            SegmentDao.read(handle, segment, range).stream()
                    .filter(row -> row.click().sequence() > after
                            && row.click().sequence() <= upTo
                            && filter.accepts(row.click()))
                    .sorted(Comparator.comparingLong(row -> row.click().sequence()))
                    .forEach(rows::add);
        }
        return rows.size() > limit ? List.copyOf(rows.subList(0, limit)) : rows;
    }

    @Override
    public Map<VisitKey, Click> find(Handle handle, Collection<VisitKey> keys, @Nullable Set<Long> links) {
        Map<VisitKey, Click> found = new HashMap<>();
        if (keys.isEmpty()) {
            return found;
        }
        Set<VisitKey> wanted = new HashSet<>(keys);
        Map<Long, NavigableSet<Long>> byNode = new HashMap<>();
        wanted.forEach(key ->
                byNode.computeIfAbsent(key.node(), node -> new TreeSet<>()).add(key.sequence()));
        for (Segment segment : SegmentDao.list(handle)) {
            WantedSequences sequences = new WantedSequences(byNode.getOrDefault(segment.node(), NONE)
                    .subSet(segment.firstSequence(), true, segment.lastSequence(), true));
            if (!sequences.isEmpty()) {
                SegmentDao.find(handle, segment, links, sequences, click -> found.put(VisitKey.of(click), click));
            }
        }
        wanted.removeAll(found.keySet());
        if (!wanted.isEmpty() && HandoverWalk.isTableInUse(handle)) {
            found.putAll(table.find(handle, wanted, links));
        }
        return found;
    }

    @Override
    public OptionalLong oldest(Handle handle) {
        OptionalLong oldest =
                SegmentDao.list(handle).stream().mapToLong(Segment::fromAt).min();
        OptionalLong left = table.oldest(handle);
        return left.isEmpty() || oldest.isPresent() && oldest.getAsLong() < left.getAsLong() ? oldest : left;
    }

    @Override
    public Set<Period> periods(Handle handle, long millis) {
        Set<Period> periods = new HashSet<>();
        for (Segment segment : SegmentDao.list(handle)) {
            long last = Math.floorDiv(segment.toAt(), millis);
            for (long period = Math.floorDiv(segment.fromAt(), millis); period <= last; period++) {
                periods.add(new Period(segment.node(), period));
            }
        }
        if (HandoverWalk.isTableInUse(handle)) {
            periods.addAll(table.periods(handle, millis));
        }
        return periods;
    }

    @Override
    public void replace(Handle handle, List<ClickRow> visits) {
        SegmentChanges changes = new SegmentChanges(handle);
        visits.forEach(changes::replace);
        Set<VisitKey> done = changes.apply();
        if (done.size() < visits.size()) {
            table.replace(
                    handle,
                    visits.stream()
                            .filter(visit -> !done.contains(VisitKey.of(visit.click())))
                            .toList());
        }
    }

    @Override
    public void delete(Handle handle, List<Click> visits) {
        SegmentChanges changes = new SegmentChanges(handle);
        visits.forEach(changes::delete);
        Set<VisitKey> done = changes.apply();
        if (done.size() < visits.size()) {
            table.delete(
                    handle,
                    visits.stream()
                            .filter(visit -> !done.contains(VisitKey.of(visit)))
                            .toList());
        }
    }

    @Override
    public int unit() {
        return UNIT;
    }

    @Override
    public boolean tidy(Database database) {
        return SegmentMerge.mergeSome(database) || SegmentMerge.takeOverSome(database);
    }

    @Override
    public void deletedAfter(Handle handle, int days) {
        // Segments are what they are.
    }

    @Override
    public List<VisitRange> droppable(Handle handle, long before) {
        return List.of();
    }

    @Override
    public boolean drop(Database database, VisitRange range, long seen, Function<Handle, Set<VisitKey>> kept) {
        throw new IllegalArgumentException("nothing is to be dropped whole");
    }

    @Override
    public boolean sweep(Database database) {
        return true; // a group's texts are its own
    }

    @Override
    public boolean awaitWriters(Database database) {
        return true; // units that write wait for each other anyway
    }

    @Override
    public Set<Long> agentsInUse(Database database, Set<Long> agents) {
        Set<Long> unknown = new HashSet<>(agents);
        Set<Long> used = new HashSet<>();
        VisitWalk walk = walk(VisitRange.ALL, VisitFilter.ANY, Order.OLDEST_FIRST, null);
        boolean more = true;
        while (more && !unknown.isEmpty()) {
            List<ClickRow> rows = database.read(handle -> walk.next(handle, UNIT));
            for (ClickRow row : rows) {
                Long agent = row.userAgentId();
                if (agent != null && unknown.remove(agent)) {
                    used.add(agent);
                }
            }
            more = rows.size() == UNIT;
        }
        return used;
    }
}
