package app.grapevine.rollups;

import app.grapevine.base.QuarterHours;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * Reads counts: of runs, and of the rows of an earlier version that are not moved yet. To be used within
 * {@link app.grapevine.storage.Database#snapshot}: what is merged meanwhile must neither be missing nor be there twice.
 *
 * <p>A month that has sums is read as one where it lies in the range as a whole. Its sums are those of certain runs; what
 * else its days have is added, and if one of these runs is gone, the sums are passed over. So they are right at every
 * moment, and nobody who corrects a day has to know of them.
 */
public final class CountReader {
    private final Handle handle;
    private final CountQuestion question;
    private final CountTaker taker;
    private final Map<RunDao.Key, Run> wanted = new HashMap<>();
    private final List<RunDao.Key> keys = new ArrayList<>();

    private CountReader(Handle handle, CountQuestion question, CountTaker taker) {
        this.handle = handle;
        this.question = question;
        this.taker = taker;
    }

    public static void read(Handle handle, CountQuestion question, CountTaker taker) {
        if (question.fromQuarter() < question.toQuarter()) {
            new CountReader(handle, question, taker).read();
        }
    }

    private void read() {
        long firstDay = Math.floorDiv(question.fromQuarter(), QuarterHours.PER_DAY);
        long lastDay = Math.floorDiv(question.toQuarter() - 1, QuarterHours.PER_DAY);
        for (Run run : needed(RunDao.list(handle, firstDay, lastDay))) {
            boolean totals = isByTotals(run) && run.has(Part.TOTALS);
            int kind = totals ? Part.TOTALS : Part.kind(question.group());
            for (RunDao.Key key : RunDao.keys(run, run.numbers(kind, question.links()))) {
                wanted.put(key, run);
                keys.add(key);
            }
        }
        if (!RunDao.read(handle, keys, this::part)) {
            throw new IllegalStateException("a run of the rollups vanished while it was read");
        }
        if (EarlierRollups.nextDay(handle, firstDay).isPresent()) {
            readEarlier();
        }
    }

    private boolean isByTotals(Run run) {
        return question.totals() && taker.isOne(run.firstQuarter(), run.lastQuarter());
    }

    private List<Run> needed(List<Run> all) {
        Set<Long> there = all.stream().map(Run::id).collect(Collectors.toSet());
        Set<Long> summed = new HashSet<>();
        List<Run> needed = new ArrayList<>();
        for (Run run : all) {
            // Of two sums of one month, made at once by two nodes, the first will do.
            if (!run.isOfOneDay()
                    && isByTotals(run)
                    && run.isSumOf(there)
                    && Collections.disjoint(summed, run.sums())) {
                summed.addAll(run.sums());
                needed.add(run);
            }
        }
        all.stream()
                .filter(run -> run.isOfOneDay() && !summed.contains(run.id()))
                .forEach(needed::add);
        return needed;
    }

    private void part(RunDao.Key key, byte[] content) {
        Run run = wanted.get(key);
        if (run == null) {
            throw new IllegalStateException("part " + key + " was not asked for");
        }
        if (run.parts().get(key.number()).has(Part.TOTALS)) {
            totals(run, new Totals.Cursor(content));
        } else {
            facets(run, new PartCursor(content));
        }
    }

    private void totals(Run run, Totals.Cursor part) {
        while (part.next() && !question.links().endsBefore(part.link())) {
            if (question.links().has(part.link())) {
                taker.total(part.link(), run.firstQuarter(), part.counts());
            }
        }
    }

    private void facets(Run run, PartCursor part) {
        boolean one = taker.isOne(run.firstQuarter(), run.lastQuarter());
        boolean[] ofGroup = new boolean[part.facets().length];
        for (int i = 0; i < ofGroup.length; i++) {
            ofGroup[i] = part.facets()[i].group() == question.group();
        }
        while (part.next() && !question.links().endsBefore(part.link())) {
            if (!question.links().has(part.link())) {
                continue;
            }
            if (one && question.totals()) {
                taker.total(part.link(), run.firstQuarter(), total(part, ofGroup));
            } else if (taker.link(part.link(), run.firstQuarter(), one)) {
                facets(run, part, ofGroup);
            }
        }
    }

    private static long[] total(PartCursor part, boolean[] ofGroup) {
        long[] total = new long[Counts.TOTAL];
        while (part.nextFacet()) {
            if (ofGroup[part.facet()]) {
                Totals.add(total, part.total(), part.facets()[part.facet()].isDark());
            }
        }
        return total;
    }

    private void facets(Run run, PartCursor part, boolean[] ofGroup) {
        while (part.nextFacet()) {
            if (ofGroup[part.facet()]) {
                switch (taker.facet(part.facets()[part.facet()])) {
                    case TOTAL -> taker.total(part.total());
                    case QUARTERS -> part.cells((quarter, counts) -> quarter(run.firstQuarter() + quarter, counts));
                    case NOTHING -> {}
                }
            }
        }
    }

    private void quarter(long quarter, long[] counts) {
        if (quarter >= question.fromQuarter() && quarter < question.toQuarter()) {
            taker.quarter(quarter, counts);
        }
    }

    private void readEarlier() {
        int part = question.group().part();
        int first = BlockCodec.of(question.fromQuarter());
        int last = BlockCodec.of(question.toQuarter() - 1);
        try (Stream<EarlierRollups.Row> rows = EarlierRollups.rows(handle, part, first, last, question.links())) {
            rows.forEach(row -> {
                long quarter = (long) row.block() * BlockCodec.QUARTERS;
                if (taker.link(row.linkId(), quarter, taker.isOne(quarter, quarter + BlockCodec.QUARTERS - 1))) {
                    BlockCodec.read(row.counts(), new EarlierReader(quarter));
                }
            });
        }
    }

    private final class EarlierReader implements BlockCodec.Reader {
        private final long firstQuarter;

        EarlierReader(long firstQuarter) {
            this.firstQuarter = firstQuarter;
        }

        @Override
        public boolean wants(FacetGroup group) {
            return group == question.group();
        }

        @Override
        public CountTaker.Detail facet(Facet facet) {
            return taker.facet(facet);
        }

        @Override
        public void total(long[] counts) {
            taker.total(counts);
        }

        @Override
        public void quarter(int quarter, long[] counts) {
            CountReader.this.quarter(firstQuarter + quarter, counts);
        }
    }
}
