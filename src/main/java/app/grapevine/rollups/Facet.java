package app.grapevine.rollups;

import app.grapevine.attribution.Kind;
import app.grapevine.attribution.Tier;
import app.grapevine.attribution.Verdict;
import app.grapevine.attribution.Visibility;
import app.grapevine.visits.Click;
import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What visits that are counted together have in common: a value, or none, in each dimension of a group.
 * Values are in the API's words; visibility, device, OS and browser are {@code unknown} rather than null.
 * Who fetched a preview and what set a click apart share one value, the latter behind {@value #APART}, with which no app's
 * id begins: so what was stored before clicks were set apart is read as it is. The rule that led a visit stands before its
 * referrer, between two of {@value #LED}, which no referrer has; where no rule did, the referrer stands alone, as ever.
 * Immutable. A class and not a record, for its hash is asked for often.
 */
public final class Facet implements Comparable<Facet> {
    private static final Comparator<@Nullable String> BY_TEXT = Comparator.nullsFirst(Comparator.naturalOrder());

    private static final String APART = "!";
    private static final String LED = ">";
    private static final int BY = 4;
    private static final int REFERRER = 4;

    private final FacetGroup group;
    private final @Nullable String[] values;
    private final int hash;

    /** Takes {@code values} over, as they are stored; as many as {@link FacetGroup#width}. */
    Facet(FacetGroup group, @Nullable String... values) {
        if (values.length != group.width()) {
            throw new IllegalArgumentException(group + " has " + group.width() + " values");
        }
        this.group = group;
        this.values = values;
        this.hash = 31 * group.hashCode() + Arrays.hashCode(values);
    }

    /** Of a visit, in a group. Of a suppressed one nothing is known. */
    static Facet of(Click click, FacetGroup group) {
        @Nullable Verdict verdict = click.kind() == Kind.SUPPRESSED ? null : click.verdict();
        if (verdict == null) {
            return SUPPRESSED[group.ordinal()];
        }
        @Nullable Tier tier = verdict.tier();
        @Nullable String[] values = new @Nullable String[group.width()];
        values[0] = verdict.channel();
        values[1] = verdict.origin();
        values[2] = verdict.visibility().label();
        values[3] = tier == null ? null : tier.label();
        switch (group) {
            case MAIN -> {
                @Nullable String rule = verdict.setApart();
                values[BY] = rule == null ? verdict.previewBy() : APART + rule;
            }
            case PLATFORM -> {
                values[4] = click.agent().device();
                values[5] = click.agent().os();
                values[6] = click.agent().browser();
            }
            case PLACE -> {
                values[4] = click.country();
                values[5] = click.language();
            }
            case SOURCE -> values[REFERRER] = source(click.rule(), click.referrer());
        }
        return new Facet(group, values);
    }

    private static @Nullable String source(@Nullable String rule, @Nullable String referrer) {
        return rule == null ? referrer : LED + rule + LED + (referrer == null ? "" : referrer);
    }

    private static final Facet[] SUPPRESSED =
            Arrays.stream(FacetGroup.values()).map(Facet::suppressed).toArray(Facet[]::new);

    private static Facet suppressed(FacetGroup group) {
        @Nullable String[] values = new @Nullable String[group.width()];
        values[2] = Visibility.UNKNOWN.label();
        if (group == FacetGroup.PLATFORM) {
            Arrays.fill(values, 4, 7, "unknown");
        }
        return new Facet(group, values);
    }

    FacetGroup group() {
        return group;
    }

    /** As it is stored; below {@link FacetGroup#width}. */
    @Nullable
    String stored(int index) {
        return values[index];
    }

    /** In the dimension that {@link FacetGroup#indexOf} gives this place. */
    @Nullable
    public String value(int index) {
        if (group == FacetGroup.SOURCE && index >= REFERRER) {
            return ofSource(index == REFERRER);
        }
        if (group != FacetGroup.MAIN || index < BY) {
            return values[index];
        }
        @Nullable String by = values[BY];
        boolean apart = by != null && by.startsWith(APART);
        if (index == BY) {
            return apart ? null : by;
        }
        return apart && by != null ? by.substring(APART.length()) : null;
    }

    private @Nullable String ofSource(boolean referrer) {
        @Nullable String source = values[REFERRER];
        if (source == null || !source.startsWith(LED)) {
            return referrer ? source : null;
        }
        int end = source.indexOf(LED, 1);
        String part = referrer ? source.substring(end + 1) : source.substring(1, end);
        return part.isEmpty() ? null : part;
    }

    public boolean isDark() {
        return "dark".equals(values[3]);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Facet facet
                && facet.hash == hash
                && facet.group == group
                && Arrays.equals(facet.values, values);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public int compareTo(Facet other) {
        int order = group.compareTo(other.group);
        for (int i = 0; order == 0 && i < values.length; i++) {
            order = BY_TEXT.compare(values[i], other.values[i]);
        }
        return order;
    }

    @Override
    public String toString() {
        return group + Arrays.toString(values);
    }
}
