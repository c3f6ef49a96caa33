package app.grapevine.rollups;

import app.grapevine.visits.VisitStore;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Counts a day's recorded visits anew: some at a time, so that memory bounds no day. Used once, by one thread. */
final class Recount {
    private static final int VISITS = 50_000;

    private final List<RunContent> slices = new ArrayList<>();
    private DayTally tally = new DayTally();

    private Recount() {}

    static RunContent of(Handle handle, VisitStore store, long day) {
        Recount recount = new Recount();
        RecordedVisits.read(handle, store, day, click -> {
            recount.tally.count(click, false);
            if (recount.tally.size() == VISITS) {
                recount.endSlice();
            }
        });
        recount.endSlice();
        return recount.sum();
    }

    private void endSlice() {
        slices.add(tally.content());
        tally = new DayTally();
    }

    private RunContent sum() {
        Facets facets = new Facets();
        List<LinkSource> sources = new ArrayList<>();
        slices.forEach(slice -> sources.addAll(PartsSource.of(slice, facets)));
        long size = slices.stream().mapToLong(RunContent::size).sum();
        RunWriter writer = RunWriter.merged(facets, size);
        writer.all(new MergedSource(sources));
        return writer.end();
    }
}
