package app.grapevine.moving;

import app.grapevine.base.Sha256;
import app.grapevine.clicks.PastClicks;
import app.grapevine.journal.Visit;
import app.grapevine.links.Link;
import app.grapevine.links.LinkSettings;
import app.grapevine.links.Links;
import app.grapevine.moving.ImportDao.Progress;
import app.grapevine.storage.Database;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The door of moving in: brings the links of a source, and its visits one by one where it has them. Used by one thread.
 *
 * <p>A page of a source is one transaction: what it made, what is known of it, and where the next page begins. So whatever ends a
 * run, nothing of it is there twice and nothing is missing, and the next run goes on. One that was at its end before begins
 * again: it finds what is new, and leaves what it has brought.
 *
 * <p>Visits are brought up to a moment shortly before the run's begin, the same for all of its pages and those of the runs that go
 * on with it; so what the source records meanwhile does not move what is read.
 */
public final class Moves {
    /** Before the begin of a run: until then the source has written its visits down, and clocks may differ. */
    private static final Duration BEHIND = Duration.ofMinutes(1);

    private static final int LONGEST_NAME = 500;

    private final Database database;
    private final Links links;
    private final LinkSettings domains;
    private final @Nullable PastClicks clicks;
    private final @Nullable VisitBorder border;
    private final Consumer<List<String>> witness;
    private final Clock clock;

    /** Hears of a run while it goes on. */
    public interface Listener {
        /** What became of a link, or would. */
        void link(Planned planned);

        /** After each page. */
        void sums(MoveSums sums);
    }

    /**
     * @param clicks where visits go; null, with {@code border}, where none are brought
     * @param witness is told, in the transaction that makes them, of the codes of links that are made
     */
    public Moves(
            Database database,
            Links links,
            LinkSettings domains,
            @Nullable PastClicks clicks,
            @Nullable VisitBorder border,
            Consumer<List<String>> witness,
            Clock clock) {
        this.database = database;
        this.links = links;
        this.domains = domains;
        this.clicks = clicks;
        this.border = border;
        this.witness = witness;
        this.clock = clock;
    }

    /** Says of each link of a source what {@link #run} would do. Makes nothing, and reads no visits. */
    public MoveSums rehearse(Source source, MoveSettings settings, Listener listener) throws InterruptedException {
        long importId = database.read(handle -> ImportDao.find(handle, source.name()))
                .map(Progress::id)
                .orElse(0L);
        LinkStep step = step(source, settings, true);
        MoveSums sums = MoveSums.NONE;
        String cursor = "";
        boolean isLast;
        do {
            LinkPage page = source.links(cursor);
            List<Planned> planned = step.rehearse(page, known(importId, page));
            for (Planned one : planned) {
                listener.link(one);
                sums = sums.plus(one.outcome());
            }
            sums = sums.expecting(page.total(), 0);
            listener.sums(sums);
            cursor = page.next();
            isLast = page.isLast();
        } while (!isLast);
        return sums;
    }

    private LinkStep step(Source source, MoveSettings settings, boolean rehearsal) {
        String kind = source.name().replaceFirst(" .*", "");
        Planner planner = new Planner(domains, settings, kind, comeSingly(source, settings), rehearsal, clock);
        return new LinkStep(links.brought(), planner, domains, settings);
    }

    private static boolean comeSingly(Source source, MoveSettings settings) {
        return source.hasVisits() && settings.singleVisits();
    }

    private Map<String, ImportDao.Row> known(long importId, LinkPage page) {
        List<String> keys =
                page.links().stream().map(ForeignLink::key).distinct().toList();
        return keys.isEmpty() ? Map.of() : database.read(handle -> ImportDao.known(handle, importId, keys));
    }

    /**
     * Brings what is there to be brought, or goes on with it.
     *
     * @throws SourceException where the source gives no more; what was brought stays
     * @throws app.grapevine.storage.DatabaseUnavailableException likewise
     */
    public MoveSums run(Source source, MoveSettings settings, Listener listener) throws InterruptedException {
        Progress progress = begin(stored(source.name()));
        boolean singly = comeSingly(source, settings);
        LinkStep step = step(source, settings, false);
        MoveSums sums = MoveSums.NONE;
        while (!progress.linksDone()) {
            LinkPage page = source.links(progress.linksCursor());
            LinkStep.Prepared prepared = step.prepare(page, known(progress.id(), page));
            Progress before = progress;
            Stepped<List<Planned>> done = database.together(() -> made(step, prepared, page, before, singly));
            progress = done.progress;
            for (Planned one : done.result) {
                listener.link(one);
                sums = sums.plus(one.outcome());
            }
            sums = sums.expecting(page.total(), 0);
            listener.sums(sums);
        }
        if (singly) {
            sums = bringVisits(source, progress, sums, listener);
        } else {
            ended(progress);
        }
        return sums;
    }

    private record Stepped<T>(Progress progress, T result) {}

    /** A name that fits its column. */
    private static String stored(String name) {
        return name.length() <= LONGEST_NAME
                ? name
                : name.substring(0, LONGEST_NAME / 2) + HexFormat.of().formatHex(Sha256.of(name));
    }

    /** The run that is under way, or a new one. */
    private Progress begin(String source) {
        return database.write(handle -> {
            Progress found = ImportDao.find(handle, source).orElse(null);
            if (found == null) {
                ImportDao.insert(
                        handle, ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE), source, clock.millis());
                found = ImportDao.find(handle, source).orElseThrow();
            }
            if (found.untilAt() == null) {
                long until = clock.instant().minus(BEHIND).getEpochSecond() * 1000;
                found = found.of(found.linksCursor(), false, found.links()).until(until);
                ImportDao.update(handle, found, clock.millis());
            }
            return found;
        });
    }

    private Stepped<List<Planned>> made(
            LinkStep step, LinkStep.Prepared prepared, LinkPage page, Progress before, boolean singly) {
        LinkStep.Made made = step.make(prepared);
        Progress after = before.of(
                page.next(), page.isLast(), before.links() + made.links().size());
        long now = clock.millis();
        List<String> codes = made.links().entrySet().stream()
                .filter(link -> !made.before().contains(link.getKey()))
                .map(link -> String.valueOf(link.getValue().code()))
                .toList();
        if (!codes.isEmpty()) {
            witness.accept(codes);
        }
        database.writeOnly(handle -> {
            ImportDao.add(
                    handle,
                    before.id(),
                    made.links().entrySet().stream()
                            .map(link -> new ImportDao.Row(
                                    link.getValue().key(),
                                    link.getKey(),
                                    link.getValue().visits(),
                                    singly && !made.before().contains(link.getKey()) ? null : now))
                            .toList());
            ImportDao.told(handle, before.id(), prepared.told());
            ImportDao.update(handle, after, now);
        });
        return new Stepped<>(after, made.planned());
    }

    private MoveSums bringVisits(Source source, Progress begun, MoveSums begin, Listener listener)
            throws InterruptedException {
        PastClicks recording = Objects.requireNonNull(clicks);
        Known known = new Known(database, links, begun.id());
        Progress progress = begun;
        MoveSums sums = begin.expecting(
                begin.expectedLinks(), database.read(handle -> ImportDao.visitsToCome(handle, begun.id())));
        Long until = progress.untilAt();
        while (until != null) {
            VisitPage page = source.visits(known, until, progress.visitsCursor());
            List<Visit> visits = read(page, known);
            Progress after = progress.visited(page.next(), progress.visits() + visits.size())
                    .until(page.isLast() ? null : until);
            long finishedAt = until;
            recording.store(visits, handle -> {
                ImportDao.finished(handle, begun.id(), page.finished(), finishedAt);
                ImportDao.update(handle, after, clock.millis());
            });
            progress = after;
            until = after.untilAt();
            sums = sums.plus(visits.size(), page.unknown() + page.visits().size() - visits.size());
            listener.sums(sums);
        }
        return sums;
    }

    /** What is recorded of visits; those of links that were erased meanwhile are left out. */
    private List<Visit> read(VisitPage page, Known known) {
        VisitBorder reader = Objects.requireNonNull(border);
        Set<Long> ids = new HashSet<>();
        page.visits().forEach(visit -> ids.add(visit.linkId()));
        Map<Long, Link> found = known.links(ids);
        List<Visit> visits = new ArrayList<>(page.visits().size());
        for (ForeignVisit visit : page.visits()) {
            Link link = found.get(visit.linkId());
            if (link != null) {
                visits.add(reader.visit(visit, link));
            }
        }
        return visits;
    }

    private void ended(Progress progress) {
        database.writeOnly(handle -> ImportDao.update(handle, progress.until(null), clock.millis()));
    }
}
