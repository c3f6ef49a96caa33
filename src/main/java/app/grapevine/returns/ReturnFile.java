package app.grapevine.returns;

import app.grapevine.base.CsvForm;
import app.grapevine.base.CsvTable;
import app.grapevine.conversions.Money;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A report as CSV: its rows, then what was spent on no one of them, then the total, then its other parts, by the column {@code line}.
 * Each currency has columns of its own, so that no sum of a column adds one to another. Programs know columns by their names: new ones
 * come behind those that there are.
 */
public final class ReturnFile {
    private static final List<String> FIGURES = List.of(
            "sent",
            "shares",
            "clicks",
            "visitors",
            "conversions",
            "converted",
            "events",
            "rate",
            "rateLow",
            "rateHigh",
            "rateOfSent",
            "rateOfSentLow",
            "rateOfSentHigh",
            "small",
            "heard");

    private static final List<String> MONEY =
            List.of("revenue", "cost", "revenueOfCost", "costPerClick", "costPerConversion", "return");

    /** A table is not to grow with what somebody sends; those with the most conversions, the others are in {@code events} alone. */
    private static final int MOST_EVENTS = 50;

    private final ReturnReport report;
    private final List<String> header;
    private final CsvTable table;
    private final SortedSet<String> currencies;
    /** Those that have columns of their own. */
    private final List<String> events;

    private ReturnFile(ReturnReport report, CsvForm form, Writer out) throws IOException {
        this.report = report;
        currencies = new TreeSet<>();
        report.total().accounts().forEach(account -> currencies.add(account.currency()));
        List<Unattributed> unattributed = report.unattributed();
        if (unattributed != null) {
            unattributed.forEach(one -> one.revenue().forEach(money -> currencies.add(money.currency())));
        }
        header = new ArrayList<>(List.of("line", report.by().label()));
        header.addAll(FIGURES);
        currencies.forEach(currency -> MONEY.forEach(column -> header.add(column + " " + currency)));
        if (report.smallCells() > 0) {
            header.add("hidden");
        }
        header.addAll(ReturnParts.COLUMNS);
        events = events(report.total());
        events.forEach(event -> header.add("conversions of " + event));
        table = new CsvTable(out, form, header);
    }

    private static List<String> events(ReturnRow total) {
        if (total.hidden() || total.eventsHidden()) {
            return List.of();
        }
        return total.brought().events().entrySet().stream()
                .sorted(Comparator.comparingLong(event -> -event.getValue().conversions()))
                .limit(MOST_EVENTS)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** Writes all of it. */
    public static void write(ReturnReport report, CsvForm form, Writer out) throws IOException {
        new ReturnFile(report, form, out).write();
    }

    private void write() throws IOException {
        for (ReturnRow row : report.rows()) {
            line("row", row);
        }
        spentOnNone();
        line("total", report.total());
        for (Map<String, @Nullable Object> part : ReturnParts.of(report)) {
            table.row(header.stream().map(part::get).toArray());
        }
        table.flush();
    }

    private void line(String line, ReturnRow row) throws IOException {
        List<@Nullable Object> cells = new ArrayList<>();
        cells.add(line);
        cells.add(row.key());
        cells.add(row.sent());
        if (row.hidden()) {
            cells.addAll(empty(FIGURES.size() - 1 + currencies.size() * MONEY.size()));
        } else {
            figures(cells, row);
            currencies.forEach(currency -> account(cells, row, currency));
        }
        finish(cells, row.hidden(), row.hidden() || row.eventsHidden() ? null : row.brought());
    }

    /** @param brought of which each event's conversions are told; null for none */
    private void finish(List<@Nullable Object> cells, boolean hidden, @Nullable Brought brought) throws IOException {
        if (report.smallCells() > 0) {
            cells.add(hidden);
        }
        cells.addAll(empty(ReturnParts.COLUMNS.size()));
        for (String event : events) {
            cells.add(brought == null ? null : conversions(brought, event));
        }
        table.row(cells.toArray());
    }

    private static long conversions(Brought brought, String event) {
        Brought.Event found = brought.events().get(event);
        return found == null ? 0 : found.conversions();
    }

    private static List<@Nullable Object> empty(int number) {
        return Collections.<@Nullable Object>nCopies(number, null);
    }

    private void figures(List<@Nullable Object> cells, ReturnRow row) {
        Brought brought = row.brought();
        cells.add(brought.shares());
        cells.add(brought.clicks());
        cells.add(brought.visitors());
        cells.add(brought.conversions());
        cells.add(brought.converted());
        cells.add(
                row.eventsHidden()
                        ? null
                        : brought.events().entrySet().stream()
                                .map(event ->
                                        event.getKey() + " " + event.getValue().conversions())
                                .collect(Collectors.joining("; ")));
        rate(cells, brought.rate());
        rate(cells, row.rateOfSent());
        cells.add(brought.rate().map(Proportion::isSmall).orElse(true)
                || row.rateOfSent().map(Proportion::isSmall).orElse(false));
        cells.add(row.heard());
    }

    private static void rate(List<@Nullable Object> cells, Optional<Proportion> rate) {
        Optional<Bounds> interval = rate.flatMap(Proportion::interval);
        cells.add(rate.map(one -> ReturnParts.number(one.share())).orElse(null));
        cells.add(interval.map(bounds -> ReturnParts.number(bounds.low())).orElse(null));
        cells.add(interval.map(bounds -> ReturnParts.number(bounds.high())).orElse(null));
    }

    private static void account(List<@Nullable Object> cells, ReturnRow row, String currency) {
        Optional<Account> found = row.accounts().stream()
                .filter(account -> account.currency().equals(currency))
                .findFirst();
        if (found.isEmpty()) {
            cells.addAll(empty(MONEY.size()));
            return;
        }
        Account account = found.get();
        BigDecimal cost = account.cost();
        cells.add(new Money(account.revenue(), currency).amount());
        cells.add(cost == null ? null : new Money(cost, currency).amount());
        cells.add(account.coveredRevenue()
                .map(revenue -> new Money(revenue, currency).amount())
                .orElse(null));
        cells.add(account.costPerClick().orElse(null));
        cells.add(account.costPerConversion().orElse(null));
        cells.add(account.returned().orElse(null));
    }

    private void spentOnNone() throws IOException {
        ReturnReport.SpentOnNone spent = report.spentOnNone();
        if (spent.sent() == null && spent.costs().isEmpty()) {
            return;
        }
        List<@Nullable Object> cells = new ArrayList<>();
        cells.add("spentOnNone");
        cells.add(null);
        cells.add(spent.sent());
        cells.addAll(empty(FIGURES.size() - 1));
        for (String currency : currencies) {
            cells.add(null);
            cells.add(spent.costs().stream()
                    .filter(cost -> cost.currency().equals(currency))
                    .map(Money::amount)
                    .findFirst()
                    .orElse(null));
            cells.addAll(empty(MONEY.size() - 2));
        }
        finish(cells, false, null);
    }
}
