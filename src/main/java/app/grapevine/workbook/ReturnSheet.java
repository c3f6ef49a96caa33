package app.grapevine.workbook;

import app.grapevine.returns.Account;
import app.grapevine.returns.Bounds;
import app.grapevine.returns.Brought;
import app.grapevine.returns.Proportion;
import app.grapevine.returns.ReturnReport;
import app.grapevine.returns.ReturnRow;
import app.grapevine.workbook.Sheet.Shown;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The sheet of what a campaign brought, by channel, with its total at the end: beside a cost the revenue that it is held against. Of one sheet. */
final class ReturnSheet {
    private static final List<String> FIGURES =
            List.of("sent", "shares", "clicks", "visitors", "conversions", "converted", "rate", "rateLow", "rateHigh");

    private static final List<String> MONEY =
            List.of("revenue", "cost", "revenueOfCost", "costPerClick", "costPerConversion", "roi");

    private final ReturnReport report;
    private final Words words;
    private final Function<@Nullable String, String> channel;
    private final TreeSet<String> currencies = new TreeSet<>();

    ReturnSheet(ReturnReport report, Words words, Function<@Nullable String, String> channel) {
        this.report = report;
        this.words = words;
        this.channel = channel;
        report.total().accounts().forEach(account -> currencies.add(account.currency()));
    }

    void fill(Sheet sheet) {
        List<String> headings = new ArrayList<>();
        headings.add(words.text("column.madeFor"));
        FIGURES.forEach(name -> headings.add(words.text("column." + name)));
        currencies.forEach(
                currency -> MONEY.forEach(name -> headings.add(words.text("column." + name) + " " + currency)));
        sheet.head(headings, 1);
        for (ReturnRow row : report.rows()) {
            sheet.row(cells(channel.apply(row.key()), row));
        }
        if (!report.spentOnNone().costs().isEmpty()) {
            sheet.row(spentOnNone());
        }
        sheet.row(cells(words.text("total"), report.total()), true);
    }

    private List<@Nullable Object> cells(String name, ReturnRow row) {
        List<@Nullable Object> cells = new ArrayList<>();
        cells.add(name);
        Long sent = row.sent();
        cells.add(sent == null ? null : Shown.whole(sent));
        if (row.hidden()) {
            cells.add(words.text("hidden"));
            return cells;
        }
        Brought brought = row.brought();
        for (long figure : new long[] {
            brought.shares(), brought.clicks(), brought.visitors(), brought.conversions(), brought.converted()
        }) {
            cells.add(Shown.whole(figure));
        }
        Optional<Proportion> rate = brought.rate();
        Optional<Bounds> interval = rate.flatMap(Proportion::interval);
        cells.add(rate.map(one -> Shown.percent(one.share())).orElse(null));
        cells.add(interval.map(bounds -> Shown.percent(bounds.low())).orElse(null));
        cells.add(interval.map(bounds -> Shown.percent(bounds.high())).orElse(null));
        currencies.forEach(currency -> account(cells, row, currency));
        return cells;
    }

    private static void account(List<@Nullable Object> cells, ReturnRow row, String currency) {
        Optional<Account> found = row.accounts().stream()
                .filter(account -> account.currency().equals(currency))
                .findFirst();
        Optional<BigDecimal> cost = found.flatMap(account -> Optional.ofNullable(account.cost()));
        cells.add(found.map(account -> Shown.money(account.revenue())).orElse(null));
        cells.add(cost.map(Shown::money).orElse(null));
        cells.add(found.flatMap(Account::coveredRevenue).map(Shown::money).orElse(null));
        cells.add(found.flatMap(Account::costPerClick).map(Shown::money).orElse(null));
        cells.add(found.flatMap(Account::costPerConversion).map(Shown::money).orElse(null));
        cells.add(found.flatMap(Account::returned)
                .map(part -> Shown.percent(part.doubleValue()))
                .orElse(null));
    }

    private List<@Nullable Object> spentOnNone() {
        List<@Nullable Object> cells = new ArrayList<>();
        cells.add(words.text("spentOnNone"));
        for (int i = 0; i < FIGURES.size(); i++) {
            cells.add(null);
        }
        for (String currency : currencies) {
            cells.add(null);
            cells.add(report.spentOnNone().costs().stream()
                    .filter(cost -> cost.currency().equals(currency))
                    .map(cost -> Shown.money(cost.amount()))
                    .findFirst()
                    .orElse(null));
            for (int i = 2; i < MONEY.size(); i++) {
                cells.add(null);
            }
        }
        return cells;
    }
}
