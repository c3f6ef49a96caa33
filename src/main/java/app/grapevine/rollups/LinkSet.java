package app.grapevine.rollups;

import java.util.Arrays;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Links whose counts are wanted. Immutable. */
public final class LinkSet {
    /** Stands for all links together where a link's id would. */
    static final long ALL_LINKS = 0;

    /** Every link, each on its own. */
    public static final LinkSet EACH = new LinkSet(null);

    /** All links together, as one. */
    public static final LinkSet SUM = new LinkSet(new long[] {ALL_LINKS});

    /** Sorted; null where each is wanted. */
    private final long @Nullable [] links;

    private LinkSet(long @Nullable [] links) {
        this.links = links;
    }

    public static LinkSet of(Collection<Long> links) {
        long[] sorted =
                links.stream().mapToLong(Long::longValue).sorted().distinct().toArray();
        return new LinkSet(sorted);
    }

    boolean has(long link) {
        return links == null ? link != ALL_LINKS : Arrays.binarySearch(links, link) >= 0;
    }

    /** Whether neither a link nor any greater one is in it. */
    boolean endsBefore(long link) {
        return links != null && (links.length == 0 || links[links.length - 1] < link);
    }

    boolean hasBetween(long first, long last) {
        if (links == null) {
            return last != ALL_LINKS;
        }
        int found = Arrays.binarySearch(links, first);
        int next = found >= 0 ? found : -found - 1;
        return next < links.length && links[next] <= last;
    }

    /** Sorted; null where each is wanted. */
    Long @Nullable [] listed() {
        return links == null ? null : Arrays.stream(links).boxed().toArray(Long[]::new);
    }
}
