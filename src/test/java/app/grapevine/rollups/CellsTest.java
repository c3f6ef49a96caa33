package app.grapevine.rollups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.grapevine.base.PackedInput;
import app.grapevine.base.PackedOutput;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CellsTest {
    private static final Instant FROM = Instant.parse("2026-05-01T00:00:00Z");

    @Test
    void countsArePackedAndReadAgain() {
        Random random = new Random(1);
        PackedOutput out = new PackedOutput();
        List<long[]> all = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            long[] counts = new long[random.nextBoolean() ? Counts.CELL : Counts.TOTAL];
            for (int j = 0; j < counts.length; j++) {
                counts[j] =
                        random.nextInt(3) > 0 ? 0 : random.nextBoolean() ? 1 : random.nextLong() >> random.nextInt(64);
            }
            all.add(counts);
            Counts.write(counts, out);
            Counts.write(counts, out);
        }
        PackedInput in = new PackedInput(out.toBytes());
        for (long[] counts : all) {
            Counts.skip(in);
            long[] read = new long[counts.length];
            Counts.read(in, read);
            assertThat(read).isEqualTo(counts);
        }
        assertThat(in.position()).isEqualTo(out.size());
    }

    @Test
    void sumsFromBeforeClicksWereSetApartHaveTheirDarkClicksWhereTheyWere() {
        PackedOutput out = new PackedOutput();
        Counts.write(new long[] {5, 4, 0, 0, 0, 3, 0, 2}, out);
        long[] stored = new long[Counts.TOTAL];
        Counts.read(new PackedInput(out.toBytes()), stored);
        long[] total = new long[Counts.TOTAL];
        Counts.fromStored(stored, total);
        assertThat(total).containsExactly(5, 4, 0, 0, 0, 3, 0, 0, 2);
        assertThat(total[Counts.DARK]).isEqualTo(2);
        long[] more = {5, 4, 0, 0, 0, 3, 0, 7, 2};
        Counts.fromStored(Counts.toStored(more), total);
        assertThat(total).containsExactly(more);
    }

    @Test
    void cellsComeSummedAndInOrder() {
        Cells cells = new Cells();
        cells.addVisit(2, 95, 0b11, false);
        cells.addVisit(2, 95, 0b01, false);
        cells.addVisit(1, 7, 0b01, false);
        cells.addVisit(1, 7, 0b01, true);
        cells.add(0, 3, new long[] {0, 0, 5, 0, 0, 0, -1, 0});
        cells.add(2, 95, new long[] {10, 0, 0, 0, 0, 0, 0, 0});
        List<String> read = new ArrayList<>();
        cells.read((facet, quarter, counts) -> read.add(facet + " " + quarter + " " + Arrays.toString(counts)));
        assertThat(read).containsExactly("0 3 [0, 0, 5, 0, 0, 0, -1, 0]", "2 95 [12, 1, 0, 0, 0, 0, 0, 0]");
    }

    @Test
    void whatIsMergedIsTheSumAndLinksThatEndWithNothingAreGone() {
        Random random = new Random(2);
        for (int round = 0; round < 30; round++) {
            Facets facets = new Facets();
            TreeMap<Long, Cells> whole = new TreeMap<>();
            List<RunContent> runs = new ArrayList<>();
            for (int run = random.nextInt(9); run >= 0; run--) {
                TreeMap<Long, Cells> some = new TreeMap<>();
                for (int i = random.nextInt(3000); i >= 0; i--) {
                    long link = (long) (random.nextDouble() * random.nextDouble() * 500);
                    int facet = facets.number(facet(random));
                    int quarter = random.nextInt(96);
                    boolean negative = random.nextInt(5) == 0;
                    int measures = 1 + random.nextInt(127);
                    some.computeIfAbsent(link, none -> new Cells()).addVisit(facet, quarter, measures, negative);
                    whole.computeIfAbsent(link, none -> new Cells()).addVisit(facet, quarter, measures, negative);
                }
                RunWriter writer = run % 2 == 0 ? RunWriter.small(facets) : RunWriter.merged(facets, run << 20);
                some.forEach(writer::link);
                runs.add(writer.end());
            }
            // What takes one link back.
            Cells back = new Cells();
            if (whole.containsKey(7L)) {
                long[] negated = new long[Counts.CELL];
                whole.get(7L).read((facet, quarter, counts) -> {
                    Arrays.setAll(negated, i -> -counts[i]);
                    back.add(facet, quarter, negated);
                });
                RunWriter writer = RunWriter.small(facets);
                writer.link(7, back);
                runs.add(writer.end());
                whole.remove(7L);
            }
            assertThat(texts(merged(runs))).isEqualTo(texts(whole, facets));
        }
    }

    private static RunContent merged(List<RunContent> runs) {
        Facets facets = new Facets();
        List<LinkSource> sources = new ArrayList<>();
        runs.forEach(run -> sources.addAll(PartsSource.of(run, facets)));
        RunWriter writer = RunWriter.merged(
                facets, runs.stream().mapToLong(RunContent::size).sum());
        writer.all(new MergedSource(sources));
        return writer.end();
    }

    /** By link, its cells in an order that does not depend on facets' numbers. */
    private static TreeMap<Long, List<String>> texts(RunContent run) {
        Facets facets = new Facets();
        MergedSource source = new MergedSource(PartsSource.of(run, facets));
        TreeMap<Long, Cells> links = new TreeMap<>();
        while (source.next()) {
            source.into(links.computeIfAbsent(source.link(), none -> new Cells()));
        }
        return texts(links, facets);
    }

    private static TreeMap<Long, List<String>> texts(TreeMap<Long, Cells> links, Facets facets) {
        TreeMap<Long, List<String>> texts = new TreeMap<>();
        links.forEach((link, cells) -> {
            List<String> lines = new ArrayList<>();
            cells.read(
                    (facet, quarter, counts) -> lines.add(facets.get(facet) + "@" + quarter + Arrays.toString(counts)));
            if (!lines.isEmpty()) {
                texts.put(link, lines.stream().sorted().toList());
            }
        });
        return texts;
    }

    private static Facet facet(Random random) {
        String odd = random.nextBoolean() ? null : "é\u0000 " + random.nextInt(30);
        return switch (random.nextInt(4)) {
            case 0 -> new Facet(FacetGroup.MAIN, odd, "x", "public", random.nextBoolean() ? "dark" : null, null);
            case 1 -> new Facet(FacetGroup.PLATFORM, odd, "x", "public", null, "mobile", "ios", "safari");
            case 2 -> new Facet(FacetGroup.PLACE, odd, "x", "public", null, null, "de");
            default -> new Facet(FacetGroup.SOURCE, odd, "x", "public", null, odd);
        };
    }

    @Test
    void aLinkWithVeryManyFacetsGoesOnInTheNextPart() {
        Facets facets = new Facets();
        Cells cells = new Cells();
        for (int i = 0; i < 60_000; i++) {
            String referrer = "r" + i + ".example";
            cells.addVisit(
                    facets.number(new Facet(FacetGroup.SOURCE, "x", null, "public", null, referrer)), i % 96, 1, false);
        }
        RunWriter writer = RunWriter.merged(facets, 1 << 20);
        writer.link(3, cells);
        RunContent run = writer.end();
        assertThat(run.parts())
                .hasSizeGreaterThan(2)
                .allSatisfy(part -> assertThat(part.size()).isLessThan(1 << 20));
        TreeMap<Long, Cells> expected = new TreeMap<>();
        expected.put(3L, cells);
        assertThat(texts(run)).isEqualTo(texts(expected, facets));
    }

    @Test
    void totalsAreTheSumsOfLinks() {
        Facets facets = new Facets();
        int dark = facets.number(new Facet(FacetGroup.MAIN, null, null, "unknown", "dark", null));
        int seen = facets.number(new Facet(FacetGroup.MAIN, "x", null, "public", "observed", null));
        int place = facets.number(new Facet(FacetGroup.PLACE, "x", null, "public", "observed", "DE", "de"));
        Cells cells = new Cells();
        cells.addVisit(dark, 3, 0b11, false);
        cells.addVisit(seen, 90, 0b01, false);
        cells.addVisit(place, 90, 0b01, false);
        RunWriter writer = RunWriter.merged(facets, 0);
        writer.link(4, cells);
        writer.link(9, new Cells());
        RunContent run = writer.end();
        List<String> totals = new ArrayList<>();
        for (int i = 0; i < run.parts().size(); i++) {
            if (run.parts().get(i).has(Part.TOTALS)) {
                for (Totals.Cursor part = new Totals.Cursor(run.bytes(i)); part.next(); ) {
                    totals.add(part.link() + Arrays.toString(part.counts()));
                }
            }
        }
        assertThat(totals).containsExactly("4[2, 1, 0, 0, 0, 0, 0, 0, 1]");
    }

    @Test
    void damageIsSaidAndNotCounted() {
        DayTally tally = new DayTally();
        new RandomVisits(1, 5, FROM, FROM.plusSeconds(7200)).next(40, 5).forEach(click -> tally.count(click, false));
        RunContent run = tally.content();
        byte[] stored = run.bytes(0);
        for (int length = 0; length < stored.length - 1; length++) {
            byte[] cut = Arrays.copyOf(stored, length);
            assertThatThrownBy(() -> readAll(cut)).as("%d bytes", length).isInstanceOf(IllegalStateException.class);
        }
        stored[0] = 9;
        assertThatThrownBy(() -> readAll(stored)).hasMessageContaining("unknown form 9");
    }

    private static void readAll(byte[] stored) {
        PartCursor part = new PartCursor(stored);
        int links = 0;
        for (; part.next(); links++) {
            while (part.nextFacet()) {
                part.cells((quarter, counts) -> {});
            }
        }
        if (links < 6) {
            throw new IllegalStateException("it was cut between two links, which the database does not do");
        }
    }
}
