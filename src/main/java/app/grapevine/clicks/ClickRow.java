package app.grapevine.clicks;

import app.grapevine.attribution.Agent;
import app.grapevine.attribution.Evidence;
import app.grapevine.attribution.Kind;
import app.grapevine.attribution.Tier;
import app.grapevine.attribution.Verdict;
import app.grapevine.attribution.Visibility;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a row of the click table. */
public final class ClickRow {
    private ClickRow() {}

    /** As far as counting needs it: without the evidence. */
    public static Click click(ResultSet row) throws SQLException {
        return click(row, List.of());
    }

    public static Click withEvidence(ResultSet row) throws SQLException {
        return click(row, EvidenceCodec.decode(row.getString("evidence")));
    }

    private static Click click(ResultSet row, List<Evidence> evidence) throws SQLException {
        Kind kind = Kind.valueOf(row.getString("kind"));
        return new Click(
                row.getLong("node"),
                row.getLong("sequence"),
                row.getLong("at"),
                row.getLong("link_id"),
                kind,
                kind == Kind.SUPPRESSED ? null : verdict(row, kind, evidence),
                row.getBoolean("first_of_day"),
                row.getString("country"),
                row.getString("language"),
                new Agent(known(row.getString("device")), known(row.getString("os")), known(row.getString("browser"))),
                row.getString("referrer"),
                row.getBoolean("share_attempt"));
    }

    private static Verdict verdict(ResultSet row, Kind kind, List<Evidence> evidence) throws SQLException {
        @Nullable String visibility = row.getString("visibility");
        @Nullable String tier = row.getString("tier");
        return new Verdict(
                kind,
                row.getString("channel"),
                row.getString("origin"),
                visibility == null ? Visibility.UNKNOWN : Visibility.valueOf(visibility),
                tier == null ? null : Tier.valueOf(tier),
                evidence,
                row.getString("preview_by"),
                row.getInt("rules_version"));
    }

    private static String known(@Nullable String family) {
        return family == null ? "unknown" : family;
    }
}
