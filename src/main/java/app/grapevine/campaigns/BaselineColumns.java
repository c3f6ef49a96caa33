package app.grapevine.campaigns;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/**
 * A baseline as a campaign's row has it.
 *
 * @param kind {@code audience}, {@code before} or {@code figures}; null where there is none
 */
record BaselineColumns(
        @Nullable String kind,
        @Nullable String audience,
        @Nullable Long sent,
        @Nullable Long conversions) {
    private static final String AUDIENCE = "audience";
    private static final String BEFORE = "before";
    private static final String FIGURES = "figures";

    static BaselineColumns of(@Nullable Baseline baseline) {
        if (baseline instanceof Baseline.KeptOut keptOut) {
            return new BaselineColumns(AUDIENCE, keptOut.audience(), keptOut.people(), null);
        }
        if (baseline instanceof Baseline.Figures figures) {
            return new BaselineColumns(FIGURES, null, figures.people(), figures.conversions());
        }
        return new BaselineColumns(baseline == null ? null : BEFORE, null, null, null);
    }

    static BaselineColumns of(ResultSet row) throws SQLException {
        return new BaselineColumns(
                row.getString("baseline_kind"),
                row.getString("baseline_audience"),
                row.getObject("baseline_sent", Long.class),
                row.getObject("baseline_conversions", Long.class));
    }

    /** @throws IllegalStateException for columns that no baseline is written to */
    @Nullable
    Baseline baseline() {
        if (kind == null) {
            return null;
        }
        if (kind.equals(BEFORE)) {
            return new Baseline.Before();
        }
        if (kind.equals(AUDIENCE) && audience != null) {
            return new Baseline.KeptOut(audience, sent);
        }
        if (kind.equals(FIGURES) && sent != null && conversions != null) {
            return new Baseline.Figures(sent, conversions);
        }
        throw new IllegalStateException("a baseline of the kind " + kind);
    }

    <S extends SqlStatement<S>> S bindTo(S statement) {
        return statement
                .bind("baseline", kind)
                .bind("baselineAudience", audience)
                .bind("baselineSent", sent)
                .bind("baselineConversions", conversions);
    }
}
