package app.grapevine.visits;

import app.grapevine.attribution.Agent;
import app.grapevine.attribution.Kind;
import app.grapevine.attribution.Tier;
import app.grapevine.attribution.Verdict;
import app.grapevine.attribution.Visibility;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All that is kept of a visit, by the names of its columns: texts, whole numbers, and yes or no; to be taken along and brought back. */
public final class VisitCells {
    private final Map<String, Object> cells;

    /** @param cells those that have something in them */
    public VisitCells(Map<String, Object> cells) {
        this.cells = Map.copyOf(cells);
    }

    /** In their order; what is null is not there. */
    public static Map<String, Object> of(ClickRow row) {
        Map<String, Object> cells = new LinkedHashMap<>();
        @Nullable Object[] values = row.values();
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            if (value != null) {
                cells.put(ClickRow.COLUMNS.get(i), value);
            }
        }
        return cells;
    }

    /** @throws IllegalArgumentException for what is no visit */
    public ClickRow row() {
        Kind kind = Kind.valueOf(needed("kind"));
        Click click = new Click(
                number("node"),
                number("sequence"),
                number("at"),
                number("link_id"),
                kind,
                kind == Kind.SUPPRESSED ? null : verdict(kind),
                is("first_of_day"),
                text("country"),
                text("language"),
                new Agent(known("device"), known("os"), known("browser")),
                text("referrer"),
                is("share_attempt"),
                text("rule"));
        return new ClickRow(
                click,
                cells.containsKey("user_agent_id") ? (Long) number("user_agent_id") : null,
                text("requested_with"),
                text("markers"),
                (int) number("flags"),
                text("context"));
    }

    private Verdict verdict(Kind kind) {
        String visibility = text("visibility");
        String tier = text("tier");
        String by = text("preview_by");
        return new Verdict(
                kind,
                text("channel"),
                text("origin"),
                visibility == null ? Visibility.UNKNOWN : Visibility.valueOf(visibility),
                tier == null ? null : Tier.valueOf(tier),
                EvidenceCodec.decode(text("evidence")),
                kind == Kind.PREVIEW ? by : null,
                kind == Kind.PREVIEW ? null : by,
                (int) number("rules_version"));
    }

    private String known(String name) {
        String family = text(name);
        return family == null ? "unknown" : family;
    }

    private @Nullable String text(String name) {
        Object value = cells.get(name);
        return value == null ? null : value.toString();
    }

    private String needed(String name) {
        String text = text(name);
        if (text == null) {
            throw new IllegalArgumentException("a visit without " + name);
        }
        return text;
    }

    private long number(String name) {
        if (cells.get(name) instanceof Number number) {
            return number.longValue();
        }
        throw new IllegalArgumentException("a visit without the number " + name);
    }

    private boolean is(String name) {
        return Boolean.TRUE.equals(cells.get(name));
    }
}
