package app.grapevine.workbook;

import app.grapevine.base.NoValue;
import app.grapevine.channels.ChannelCatalogue;
import app.grapevine.stats.Figures;
import app.grapevine.stats.Interval;
import app.grapevine.stats.StatsAnswer;
import app.grapevine.stats.StatsQuery;
import app.grapevine.workbook.Sheet.Shown;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/** Writes one workbook: what it is of, then a sheet for each part of the report. Not safe for use by many threads. */
final class BookWriter {
    private static final String PROGRAM = "Grapevine";
    private static final String VERSION = "1.0";

    /** Families of apps that are no channel of the catalogue, since their fetchers cannot be told apart. */
    private static final Map<String, String> FAMILIES =
            Map.of("meta", "Meta", "teams-skype", "Microsoft Teams / Skype");

    private final Content content;
    private final Words words;
    private final ChannelCatalogue channels;

    BookWriter(Content content, Words words, ChannelCatalogue channels) {
        this.content = content;
        this.words = words;
        this.channels = channels;
    }

    private interface Filling {
        void fill(Sheet sheet);
    }

    /** Columns of keys, and what stands in them. */
    private record Key(String heading, Function<Map<String, @Nullable String>, @Nullable Object> cell) {}

    void write(OutputStream out) throws IOException {
        try (Workbook book = new Workbook(leftOpen(out), PROGRAM, VERSION)) {
            sheet(book, "summary", this::summary);
            sheet(book, isByDay() ? "days" : "months", this::time);
            sheet(
                    book,
                    "channels",
                    sheet -> table(sheet, content.channels(), List.of(key("channel", "channel", this::channel))));
            sheet(
                    book,
                    "groups",
                    sheet -> table(sheet, content.groups(), List.of(key("group", "audience", this::orNone))));
            sheet(
                    book,
                    "certainty",
                    sheet -> table(
                            sheet,
                            content.tiers(),
                            List.of(
                                    key(
                                            "certainty",
                                            "tier",
                                            tier -> tier == null
                                                    ? words.text("none")
                                                    : words.text("certainty." + tier)),
                                    key("tier", "tier", tier -> tier == null ? null : words.text("tier." + tier)))));
            sheet(
                    book,
                    "countries",
                    sheet -> table(
                            sheet,
                            content.countries(),
                            List.of(
                                    key(
                                            "country",
                                            "country",
                                            code -> code == null ? words.text("unknown") : words.country(code)),
                                    key("code", "country", code -> code))));
            sheet(
                    book,
                    "links",
                    sheet -> table(
                            sheet,
                            content.links(),
                            List.of(
                                    key("link", "link", code -> code),
                                    key("domain", "domain", domain -> domain),
                                    key("title", "title", title -> title),
                                    key("group", "audience", group -> group))));
            if (content.brought() != null) {
                sheet(book, "return", new ReturnSheet(content.brought(), words, this::channel)::fill);
            }
        }
    }

    /** What closes the workbook is not to close what it is written to. */
    private static OutputStream leftOpen(OutputStream out) {
        return new FilterOutputStream(out) {
            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                out.write(bytes, from, length);
            }

            @Override
            public void close() throws IOException {
                flush();
            }
        };
    }

    /** One is written before the next is begun. */
    private void sheet(Workbook book, String name, Filling filling) throws IOException {
        Worksheet sheet = book.newWorksheet(words.text("sheet." + name));
        filling.fill(new Sheet(sheet));
        sheet.finish();
    }

    private Key key(String heading, String name, Function<@Nullable String, @Nullable Object> cell) {
        return new Key(words.text("column." + heading), keys -> cell.apply(keys.get(name)));
    }

    private String channel(@Nullable String id) {
        return id == null
                ? words.text("none")
                : channels.find(id).map(channel -> channel.name()).orElse(FAMILIES.getOrDefault(id, id));
    }

    private String orNone(@Nullable String value) {
        return value == null ? words.text("none") : value;
    }

    private boolean isByDay() {
        return content.time().query().interval() == Interval.DAY;
    }

    private void summary(Sheet sheet) {
        StatsQuery query = content.time().query();
        ZoneId zone = query.zone();
        sheet.widths(34, 34);
        sheet.row(List.of(words.text("title")), true);
        if (!query.selection().isEver()) {
            fact(sheet, "from", moment(query.selection().from(), zone));
        }
        fact(sheet, "to", moment(query.selection().to(), zone));
        fact(sheet, "zone", zone.getId());
        query.selection()
                .filters()
                .forEach((filter, values) -> fact(
                        sheet,
                        "filter." + filter.label(),
                        String.join(
                                ", ",
                                values.stream()
                                        .map(value -> NoValue.is(value) ? words.text("none") : value)
                                        .toList())));
        fact(sheet, "made", moment(content.made(), zone));
        if (content.time().smallCells() > 0) {
            fact(sheet, "smallCells", Shown.whole(content.time().smallCells()));
        }
        sheet.gap();
        totals(sheet, content.time());
        sheet.gap();
        sheet.row(List.of(words.text("note")));
    }

    private void fact(Sheet sheet, String key, Object value) {
        sheet.row(List.of(words.text(key), value));
    }

    private static Object moment(Instant instant, ZoneId zone) {
        return instant.truncatedTo(ChronoUnit.MINUTES).atZone(zone).toLocalDateTime();
    }

    private void totals(Sheet sheet, StatsAnswer answer) {
        if (answer.totalHidden()) {
            sheet.row(List.of(words.text("hidden")));
            return;
        }
        List<String> currencies = Columns.currencies(List.of(answer.total()));
        List<String> headings = Columns.headings(words, answer.query().conversions(), currencies);
        List<@Nullable Object> cells =
                Columns.cells(answer.total(), answer.query().conversions(), currencies);
        for (int i = 0; i < headings.size(); i++) {
            List<@Nullable Object> row = new ArrayList<>();
            row.add(headings.get(i));
            row.add(cells.get(i));
            sheet.row(row);
        }
    }

    /** From the first step in which there is anything: all time begins long before anything was. */
    private void time(Sheet sheet) {
        StatsAnswer answer = content.time();
        ZoneId zone = answer.query().zone();
        boolean ever = answer.query().selection().isEver();
        List<StatsAnswer.Row> rows = answer.rows();
        int first = 0;
        while (ever && first < rows.size() - 1 && isNothing(rows.get(first).figures())) {
            first++;
        }
        table(
                sheet,
                answer,
                rows.subList(first, rows.size()),
                List.of(key(isByDay() ? "day" : "month", "time", time -> time == null ? null : day(time, zone))));
    }

    private static LocalDate day(String time, ZoneId zone) {
        return Instant.parse(time).atZone(zone).toLocalDate();
    }

    private static boolean isNothing(Figures figures) {
        return figures.clicks()
                        + figures.previews()
                        + figures.bots()
                        + figures.suppressed()
                        + figures.unusual()
                        + figures.conversions()
                == 0;
    }

    private void table(Sheet sheet, StatsAnswer answer, List<Key> keys) {
        table(sheet, answer, answer.rows(), keys);
    }

    private void table(Sheet sheet, StatsAnswer answer, List<StatsAnswer.Row> rows, List<Key> keys) {
        boolean conversions = answer.query().conversions();
        boolean hides = answer.smallCells() > 0;
        List<String> currencies = Columns.currencies(rows.stream()
                .filter(row -> !row.hidden())
                .map(StatsAnswer.Row::figures)
                .toList());
        List<String> headings = new ArrayList<>(keys.stream().map(Key::heading).toList());
        headings.addAll(Columns.headings(words, conversions, currencies));
        if (hides) {
            headings.add(words.text("column.hidden"));
        }
        sheet.head(headings, keys.size());
        for (StatsAnswer.Row row : rows) {
            List<@Nullable Object> cells = new ArrayList<>();
            keys.forEach(key -> cells.add(key.cell().apply(row.keys())));
            List<@Nullable Object> figures = Columns.cells(row.figures(), conversions, currencies);
            figures.forEach(figure -> cells.add(row.hidden() ? null : figure));
            if (hides && row.hidden()) {
                cells.add(words.text("hidden"));
            }
            sheet.row(cells);
        }
        if (answer.truncated()) {
            sheet.gap();
            sheet.row(List.of(words.text("truncated")));
        }
    }
}
