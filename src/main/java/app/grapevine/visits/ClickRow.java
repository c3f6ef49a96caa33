package app.grapevine.visits;

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

/**
 * A row of {@code clicks}: the visit with its verdict, and what is kept of its request to judge it anew. Its columns
 * stand here alone: in the order in which they are written, and by their names where they are read.
 *
 * @param flags see {@link ClickFlags}
 * @param context see {@link app.grapevine.attribution.RequestContext}; null where nothing was known
 */
public record ClickRow(
        Click click,
        @Nullable Long userAgentId,
        @Nullable String requestedWith,
        @Nullable String markers,
        int flags,
        @Nullable String context) {
    /** In the order of {@link #values}. */
    static final List<String> COLUMNS = List.of(
            "node",
            "sequence",
            "at",
            "link_id",
            "kind",
            "channel",
            "origin",
            "visibility",
            "tier",
            "evidence",
            "preview_by",
            "rules_version",
            "first_of_day",
            "country",
            "language",
            "device",
            "os",
            "browser",
            "referrer",
            "user_agent_id",
            "requested_with",
            "markers",
            "flags",
            "share_attempt",
            "context",
            "rule");

    /** Those of {@code clicks}, which an earlier version made. */
    static final List<String> COLUMNS_OF_TABLE = COLUMNS.subList(0, COLUMNS.size() - 2);

    /** Whether anything is kept of the request that retention forgets before it deletes the visit. */
    public boolean hasDetails() {
        return requestedWith != null || markers != null || context != null;
    }

    /** Without these. */
    public ClickRow withoutDetails() {
        return new ClickRow(click, userAgentId, null, null, flags, null);
    }

    /** As it was judged anew. */
    public ClickRow with(Click judged) {
        return new ClickRow(judged, userAgentId, requestedWith, markers, flags, context);
    }

    /** What stands in the columns. */
    @Nullable
    Object[] values() {
        Verdict verdict = click.verdict();
        boolean named = click.kind() != Kind.SUPPRESSED;
        return new @Nullable Object[] {
            click.node(),
            click.sequence(),
            click.atMillis(),
            click.linkId(),
            click.kind().name(),
            verdict == null ? null : verdict.channel(),
            verdict == null ? null : verdict.origin(),
            verdict == null ? null : verdict.visibility().name(),
            verdict == null || verdict.tier() == null ? null : verdict.tier().name(),
            verdict == null ? null : EvidenceCodec.encode(verdict.evidence()),
            verdict == null ? null : by(verdict),
            verdict == null ? 0 : verdict.rulesVersion(),
            click.firstOfDay(),
            click.country(),
            click.language(),
            named ? click.agent().device() : null,
            named ? click.agent().os() : null,
            named ? click.agent().browser() : null,
            click.referrer(),
            userAgentId,
            requestedWith,
            markers,
            flags,
            click.shareAttempt(),
            context,
            click.rule()
        };
    }

    /** All of it. */
    public static ClickRow read(ResultSet row) throws SQLException {
        return read(row, withEvidence(row), row.getString("context"));
    }

    /** All of a row of {@code clicks}. */
    static ClickRow readOfTable(ResultSet row) throws SQLException {
        return read(row, click(row, EvidenceCodec.decode(row.getString("evidence")), null), null);
    }

    private static ClickRow read(ResultSet row, Click visit, @Nullable String context) throws SQLException {
        long agent = row.getLong("user_agent_id");
        @Nullable Long agentId = row.wasNull() ? null : agent;
        return new ClickRow(
                visit,
                agentId,
                row.getString("requested_with"),
                row.getString("markers"),
                row.getInt("flags"),
                context);
    }

    /** The visit, as far as counting needs it: without the evidence. */
    public static Click click(ResultSet row) throws SQLException {
        return click(row, List.of(), row.getString("rule"));
    }

    /** The same of a row of {@code clicks}. */
    static Click clickOfTable(ResultSet row) throws SQLException {
        return click(row, List.of(), null);
    }

    /** The visit. */
    public static Click withEvidence(ResultSet row) throws SQLException {
        return click(row, EvidenceCodec.decode(row.getString("evidence")), row.getString("rule"));
    }

    private static Click click(ResultSet row, List<Evidence> evidence, @Nullable String rule) throws SQLException {
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
                agent(row),
                row.getString("referrer"),
                row.getBoolean("share_attempt"),
                rule);
    }

    /** Of a row that has its columns. */
    static Agent agent(ResultSet row) throws SQLException {
        return new Agent(known(row.getString("device")), known(row.getString("os")), known(row.getString("browser")));
    }

    /**
     * What stands in {@code preview_by}: who fetched a preview, or which rule sets a visit apart. The kind tells which, so
     * that what an earlier version made has room for both.
     */
    static @Nullable String by(Verdict verdict) {
        return verdict.kind() == Kind.PREVIEW ? verdict.previewBy() : verdict.setApart();
    }

    /** Of a row that has its columns. */
    static Verdict verdict(ResultSet row, Kind kind, List<Evidence> evidence) throws SQLException {
        @Nullable String visibility = row.getString("visibility");
        @Nullable String tier = row.getString("tier");
        @Nullable String by = row.getString("preview_by");
        return new Verdict(
                kind,
                row.getString("channel"),
                row.getString("origin"),
                visibility == null ? Visibility.UNKNOWN : Visibility.valueOf(visibility),
                tier == null ? null : Tier.valueOf(tier),
                evidence,
                kind == Kind.PREVIEW ? by : null,
                kind == Kind.PREVIEW ? null : by,
                row.getInt("rules_version"));
    }

    private static String known(@Nullable String family) {
        return family == null ? "unknown" : family;
    }
}
