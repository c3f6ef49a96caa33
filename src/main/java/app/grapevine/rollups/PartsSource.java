package app.grapevine.rollups;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The counts by facet of parts that follow one another, each fetched when it is reached. A link may go on in the next
 * part, and then comes once more. Not safe for use by many threads.
 */
final class PartsSource implements LinkSource {
    private final Iterator<Integer> numbers;
    private final IntFunction<byte[]> bytes;
    private final Facets facets;
    private @Nullable PartCursor cursor;
    /** By a facet's index in the part, its number. */
    private int[] mapped = {};

    private PartsSource(List<Integer> numbers, IntFunction<byte[]> bytes, Facets facets) {
        this.numbers = numbers.iterator();
        this.bytes = bytes;
        this.facets = facets;
    }

    /**
     * Of all parts of a run: a source for each kind of parts, of which each has all links.
     *
     * @param bytes gives the stored form of the part with a number
     */
    static List<LinkSource> of(List<Part> parts, IntFunction<byte[]> bytes, Facets facets) {
        List<LinkSource> sources = new ArrayList<>();
        IntStream kinds = parts.stream().mapToInt(Part::kinds).distinct();
        kinds.filter(kind -> kind != Part.TOTALS).forEach(kind -> {
            List<Integer> numbers = IntStream.range(0, parts.size())
                    .filter(number -> parts.get(number).kinds() == kind)
                    .boxed()
                    .toList();
            sources.add(new PartsSource(numbers, bytes, facets));
        });
        return sources;
    }

    static List<LinkSource> of(RunContent content, Facets facets) {
        return of(content.parts(), content::bytes, facets);
    }

    @Override
    public boolean next() {
        while (cursor == null || !cursor.next()) {
            if (!numbers.hasNext()) {
                return false;
            }
            cursor = new PartCursor(bytes.apply(numbers.next()));
            mapped = new int[cursor.facets().length];
            for (int i = 0; i < mapped.length; i++) {
                mapped[i] = facets.number(cursor.facets()[i]);
            }
        }
        return true;
    }

    private PartCursor cursor() {
        if (cursor == null) {
            throw new IllegalStateException("it stands at no link");
        }
        return cursor;
    }

    @Override
    public long link() {
        return cursor().link();
    }

    @Override
    public void into(Cells cells) {
        PartCursor part = cursor();
        while (part.nextFacet()) {
            int facet = mapped[part.facet()];
            part.cells((quarter, counts) -> cells.add(facet, quarter, counts));
        }
    }
}
