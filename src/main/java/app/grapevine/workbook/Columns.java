package app.grapevine.workbook;

import app.grapevine.conversions.Money;
import app.grapevine.stats.Figures;
import app.grapevine.workbook.Sheet.Shown;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The columns of figures. Each currency has one of its own, so that no sum of a column adds one to another. */
final class Columns {
    private Columns() {}

    /** In which anything was earned, in the order of their codes. */
    static List<String> currencies(Collection<Figures> rows) {
        TreeSet<String> currencies = new TreeSet<>();
        rows.stream()
                .flatMap(Columns::earned)
                .filter(money -> money.amount().signum() != 0)
                .forEach(money -> currencies.add(money.currency()));
        return List.copyOf(currencies);
    }

    private static Stream<Money> earned(Figures figures) {
        return Stream.concat(Stream.of(figures.revenue()), figures.otherRevenue().stream());
    }

    static List<String> headings(Words words, boolean conversions, List<String> currencies) {
        List<String> headings = new ArrayList<>(Stream.of(
                        "clicks",
                        "visitors",
                        "shares",
                        "previews",
                        "bots",
                        "suppressed",
                        "unusual",
                        "darkBefore",
                        "darkAfter")
                .map(name -> words.text("column." + name))
                .toList());
        if (conversions) {
            headings.add(words.text("column.conversions"));
            currencies.forEach(currency -> headings.add(words.text("column.revenue") + " " + currency));
        }
        return headings;
    }

    static List<@Nullable Object> cells(Figures figures, boolean conversions, List<String> currencies) {
        List<@Nullable Object> cells = new ArrayList<>(Stream.of(
                        figures.clicks(),
                        figures.visitors(),
                        figures.shares(),
                        figures.previews(),
                        figures.bots(),
                        figures.suppressed(),
                        figures.unusual(),
                        figures.darkBefore(),
                        figures.darkAfter())
                .map(Shown::whole)
                .toList());
        if (conversions) {
            cells.add(Shown.whole(figures.conversions()));
            currencies.forEach(currency -> cells.add(Shown.money(earned(figures)
                    .filter(money -> money.currency().equals(currency))
                    .map(Money::amount)
                    .reduce(BigDecimal.ZERO, BigDecimal::add))));
        }
        return cells;
    }
}
