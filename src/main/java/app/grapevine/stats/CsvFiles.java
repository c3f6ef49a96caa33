package app.grapevine.stats;

import app.grapevine.attribution.Evidence;
import app.grapevine.base.CsvForm;
import app.grapevine.base.CsvTable;
import app.grapevine.conversions.Conversion;
import app.grapevine.conversions.Money;
import app.grapevine.conversions.UnattributedReason;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Answers, visits and conversions as CSV, with the names that they have in JSON. */
public final class CsvFiles {
    private static final List<String> FIGURES = List.of(
            "clicks", "visitors", "previews", "shares", "bots", "suppressed", "darkBefore", "darkAfter", "unusual");

    private static final List<String> CONVERSIONS = List.of("conversions", "revenue", "currency", "otherRevenue");

    /** The columns of a table of visits. */
    public static final List<String> VISIT = List.of(
            "id",
            "at",
            "code",
            "domain",
            "kind",
            "channel",
            "origin",
            "visibility",
            "tier",
            "evidence",
            "rulesVersion",
            "country",
            "language",
            "device",
            "os",
            "browser",
            "referrerHost",
            "previewBy",
            "setApart",
            "rule",
            "audience");

    /** The columns of a table of conversions. */
    public static final List<String> CONVERSION = List.of(
            "id",
            "clickId",
            "reason",
            "campaign",
            "event",
            "amount",
            "currency",
            "externalId",
            "heardFrom",
            "occurredAt",
            "cancelledAt",
            "clickedAt",
            "code",
            "domain",
            "channel",
            "origin",
            "tier");

    private CsvFiles() {}

    /** The rows of an answer; its total, where it was asked for nothing else. */
    public static void write(StatsAnswer answer, CsvForm form, Writer out) throws IOException {
        List<String> header = new ArrayList<>(answer.keyNames());
        header.addAll(FIGURES);
        boolean conversions = answer.query().conversions();
        if (conversions) {
            header.addAll(CONVERSIONS);
        }
        boolean hides = answer.smallCells() > 0;
        if (hides) {
            header.add("hidden");
        }
        CsvTable table = new CsvTable(out, form, header);
        if (answer.query().by().isEmpty()) {
            @Nullable Object[] cells = cells(table, List.of(), answer.total(), conversions);
            table.row(hides ? shown(cells, 0, answer.totalHidden()) : cells);
        }
        for (StatsAnswer.Row row : answer.rows()) {
            List<@Nullable String> keys = new ArrayList<>();
            answer.keyNames().forEach(name -> keys.add(row.keys().get(name)));
            @Nullable Object[] cells = cells(table, keys, row.figures(), conversions);
            table.row(hides ? shown(cells, keys.size(), row.hidden()) : cells);
        }
        table.flush();
    }

    /** With whether it is hidden behind it, and if so without what stands behind its keys. */
    private static @Nullable Object[] shown(@Nullable Object[] cells, int keys, boolean hidden) {
        @Nullable Object[] shown = Arrays.copyOf(cells, cells.length + 1);
        if (hidden) {
            Arrays.fill(shown, keys, cells.length, null);
        }
        shown[cells.length] = hidden;
        return shown;
    }

    private static @Nullable Object[] cells(
            CsvTable table, Iterable<? extends @Nullable String> keys, Figures figures, boolean conversions) {
        List<@Nullable Object> cells = new ArrayList<>();
        keys.forEach(cells::add);
        cells.addAll(List.of(
                figures.clicks(),
                figures.visitors(),
                figures.previews(),
                figures.shares(),
                figures.bots(),
                figures.suppressed(),
                figures.darkBefore(),
                figures.darkAfter(),
                figures.unusual()));
        if (!conversions) {
            return cells.toArray();
        }
        cells.addAll(List.of(
                figures.conversions(),
                figures.revenue().amount(),
                figures.revenue().currency()));
        cells.add(figures.otherRevenue().stream()
                .map(money -> table.text(money.amount()) + " " + money.currency())
                .collect(Collectors.joining("; ")));
        return cells.toArray();
    }

    /** The cells of a visit, by {@link #VISIT}; the pieces of evidence stand in one of them. */
    public static @Nullable Object[] cells(RecordedVisit visit) {
        return new @Nullable Object[] {
            visit.id(),
            visit.at().toString(),
            visit.code(),
            visit.domain(),
            visit.kind().label(),
            visit.channel(),
            visit.origin(),
            visit.visibility(),
            visit.tier(),
            visit.evidence().stream().map(CsvFiles::text).collect(Collectors.joining("; ")),
            visit.rulesVersion(),
            visit.country(),
            visit.language(),
            visit.device(),
            visit.os(),
            visit.browser(),
            visit.referrerHost(),
            visit.previewBy(),
            visit.setApart(),
            visit.rule(),
            visit.audience()
        };
    }

    /** The cells of a conversion, by {@link #CONVERSION}. */
    public static @Nullable Object[] cells(RecordedConversion recorded) {
        Conversion conversion = recorded.conversion();
        UnattributedReason reason = conversion.reason();
        Money value = conversion.value();
        return new @Nullable Object[] {
            conversion.id(),
            conversion.clickId(),
            reason == null ? null : reason.label(),
            conversion.campaign(),
            conversion.event(),
            value == null ? null : value.amount(),
            value == null ? null : value.currency(),
            conversion.externalId(),
            conversion.heardFrom(),
            conversion.occurredAt(),
            recorded.cancelledAt(),
            recorded.clickedAt(),
            recorded.code(),
            recorded.domain(),
            recorded.channel(),
            recorded.origin(),
            recorded.tier()
        };
    }

    private static String text(Evidence evidence) {
        return evidence.kind() + " " + evidence.rule() + ": " + evidence.value();
    }
}
