package app.grapevine.stats;

import app.grapevine.base.NoValue;
import app.grapevine.rollups.CountQuestion;
import app.grapevine.rollups.CountReader;
import app.grapevine.rollups.CountTaker;
import app.grapevine.rollups.Dimension;
import app.grapevine.rollups.Facet;
import app.grapevine.rollups.FacetGroup;
import app.grapevine.rollups.LinkSet;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Adds up rollups for a question that one {@link FacetGroup} can answer. Used once, by one thread. */
final class RollupReader implements CountTaker {
    private final FacetGroup group;
    private final Selection selection;
    private final Sums sums;
    /** By the place of a value in a facet, the values that will do; null where any will. */
    private final @Nullable Set<@Nullable String>[] wanted;

    private final boolean byVisits;
    /** Where what is counted goes to by its link; null where the link does not matter. */
    private @Nullable LinkKeys links;

    private LinkKeys.Rows rows;
    private long firstQuarter;
    private boolean one;
    private boolean dark;

    @SuppressWarnings("unchecked")
    RollupReader(FacetGroup group, Selection selection, Sums sums) {
        this.group = group;
        this.selection = selection;
        this.sums = sums;
        this.rows = LinkKeys.Rows.single(sums);
        this.byVisits = sums.by().stream().anyMatch(dimension -> dimension.isOf(Dimension.Of.VISIT));
        this.wanted = new Set[group.size()];
        for (Map.Entry<Filter, List<String>> filter : selection.filters().entrySet()) {
            Dimension dimension = filter.getKey().dimension();
            if (dimension != null && filter.getKey().isOfVisits()) {
                Set<@Nullable String> values = new HashSet<>(filter.getValue());
                if (values.contains(NoValue.WORD)) {
                    values.add(null);
                }
                wanted[group.indexOf(dimension)] = values;
            }
        }
    }

    void read(Handle handle, LinkScope scope) {
        boolean byLinks = sums.by().stream().anyMatch(dimension -> dimension.isOf(Dimension.Of.LINK));
        @Nullable List<Long> ids = scope.ids();
        if (byLinks || ids == null && !scope.isEverything()) {
            links = LinkKeys.read(handle, scope, sums.by());
        }
        LinkSet asked = ids != null ? LinkSet.of(ids) : links == null ? LinkSet.SUM : LinkSet.EACH;
        boolean totals = !byVisits && Arrays.stream(wanted).allMatch(Objects::isNull);
        CountReader.read(
                handle, new CountQuestion(selection.fromQuarter(), selection.toQuarter(), asked, group, totals), this);
    }

    @Override
    public boolean isOne(long first, long last) {
        return first >= selection.fromQuarter() && last < selection.toQuarter() && sums.isOneBucket(first, last);
    }

    @Override
    public void total(long link, long quarter, long[] counts) {
        LinkKeys.@Nullable Rows found = links == null ? rows : links.find(link);
        if (found != null) {
            int bucket = sums.bucket(quarter);
            for (int row = 0; row < found.size(); row++) {
                found.sum(sums, row, bucket).addTotal(counts);
            }
        }
    }

    @Override
    public boolean link(long link, long quarter, boolean whole) {
        if (links != null) {
            LinkKeys.@Nullable Rows found = links.find(link);
            if (found == null) {
                return false;
            }
            rows = found;
        }
        firstQuarter = quarter;
        one = whole;
        return true;
    }

    @Override
    public Detail facet(Facet facet) {
        for (int i = 0; i < wanted.length; i++) {
            Set<@Nullable String> values = wanted[i];
            if (values != null && !values.contains(facet.value(i))) {
                return Detail.NOTHING;
            }
        }
        for (int i = 0; byVisits && i < sums.by().size(); i++) {
            Dimension dimension = sums.by().get(i);
            if (dimension.isOf(Dimension.Of.VISIT)) {
                rows.set(i, facet.value(group.indexOf(dimension)));
            }
        }
        dark = facet.isDark();
        return one ? Detail.TOTAL : Detail.QUARTERS;
    }

    @Override
    public void total(long[] counts) {
        quarter(firstQuarter, counts);
    }

    @Override
    public void quarter(long quarter, long[] counts) {
        int bucket = sums.bucket(quarter);
        for (int row = 0; row < rows.size(); row++) {
            rows.sum(sums, row, bucket).add(counts, dark);
        }
    }
}
