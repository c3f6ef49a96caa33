package app.grapevine.stats;

import app.grapevine.attribution.Evidence;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Answers and visits as CSV, with the names that they have in JSON. */
public final class CsvFiles {
    private static final List<String> FIGURES = List.of(
            "clicks", "visitors", "previews", "shares", "bots", "suppressed", "darkBefore", "darkAfter", "unusual");

    private static final List<String> CONVERSIONS = List.of("conversions", "revenue", "currency", "otherRevenue");

    private static final List<String> VISIT = List.of(
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
            "setApart");

    private CsvFiles() {}

    /** The rows of an answer; its total, where it was asked for nothing else. */
    public static void write(StatsAnswer answer, Writer out) throws IOException {
        List<String> header = new ArrayList<>(answer.keyNames());
        header.addAll(FIGURES);
        boolean conversions = answer.query().conversions();
        if (conversions) {
            header.addAll(CONVERSIONS);
        }
        CsvTable table = new CsvTable(out, header);
        if (answer.query().by().isEmpty()) {
            table.row(cells(List.of(), answer.total(), conversions));
        }
        for (StatsAnswer.Row row : answer.rows()) {
            table.row(cells(row.keys().values(), row.figures(), conversions));
        }
        table.flush();
    }

    private static @Nullable Object[] cells(
            Iterable<? extends @Nullable String> keys, Figures figures, boolean conversions) {
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
                .map(money -> money.amount().toPlainString() + " " + money.currency())
                .collect(Collectors.joining("; ")));
        return cells.toArray();
    }

    /** A table of visits, to which they are added one by one. */
    public static CsvTable visits(Writer out) throws IOException {
        return new CsvTable(out, VISIT);
    }

    /** The cells of a visit in such a table; the pieces of evidence stand in one of them. */
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
            visit.setApart()
        };
    }

    private static String text(Evidence evidence) {
        return evidence.kind() + " " + evidence.rule() + ": " + evidence.value();
    }
}
