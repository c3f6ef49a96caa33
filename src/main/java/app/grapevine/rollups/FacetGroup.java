package app.grapevine.rollups;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Dimensions that visits are counted by together. A visit is counted once in each group, so that each group
 * alone gives whole totals; a question that needs dimensions of two groups is beyond the rollups. The order of
 * the constants and of their dimensions is that of the stored form.
 */
public enum FacetGroup {
    /** Its last two are stored as one value, for no visit has both, see {@link Facet}. */
    MAIN(FacetGroup.MAIN_PART, Dimension.PREVIEW_BY, Dimension.SET_APART),
    PLATFORM(FacetGroup.DETAIL_PART, Dimension.DEVICE, Dimension.OS, Dimension.BROWSER),
    PLACE(FacetGroup.DETAIL_PART, Dimension.COUNTRY, Dimension.LANGUAGE),
    /** Its last two are stored as one value, so that links without rules pay nothing for those that have some. */
    SOURCE(FacetGroup.DETAIL_PART, Dimension.REFERRER, Dimension.RULE);

    /** Of the rows of an earlier version: what nearly every question is about, and the rest. */
    static final int MAIN_PART = 0;

    static final int DETAIL_PART = 1;

    private static final FacetGroup[] ALL = values();

    private final int part;
    private final List<Dimension> dimensions;

    FacetGroup(int part, Dimension... own) {
        this.part = part;
        this.dimensions = java.util.stream.Stream.concat(commons().stream(), Arrays.stream(own))
                .toList();
    }

    private static List<Dimension> commons() {
        return List.of(Dimension.CHANNEL, Dimension.ORIGIN, Dimension.VISIBILITY, Dimension.TIER);
    }

    static FacetGroup of(int ordinal) {
        return ALL[ordinal];
    }

    /** The part of an earlier version's rows that holds the group. */
    int part() {
        return part;
    }

    /** How many values of a facet are stored. */
    int width() {
        return this == MAIN || this == SOURCE ? dimensions.size() - 1 : dimensions.size();
    }

    /** How many dimensions it has. */
    public int size() {
        return dimensions.size();
    }

    /** Where a dimension stands among the values of a {@link Facet}; -1 where it does not. */
    public int indexOf(Dimension dimension) {
        return dimensions.indexOf(dimension);
    }

    /** The first group that has all these dimensions of visits. */
    public static Optional<FacetGroup> holding(Collection<Dimension> dimensions) {
        return Arrays.stream(ALL)
                .filter(group -> group.dimensions.containsAll(dimensions))
                .findFirst();
    }
}
