package app.grapevine.returns;

import app.grapevine.conversions.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes the rows of a report, holding what came of a place against what was spent on it, and on nothing else: revenue of where
 * nobody said what it cost is in no return, neither in that of a row nor in the total's. Immutable.
 */
final class ReturnRows {
    private static final Comparator<ReturnRow> MOST_CLICKS_FIRST = Comparator.<ReturnRow>comparingLong(
                    row -> row.brought().clicks())
            .reversed()
            .thenComparing(ReturnRow::key, Comparator.nullsLast(Comparator.naturalOrder()));

    private final Map<Cell, Brought> cells;
    private final List<Spending> spendings;

    ReturnRows(Map<Cell, Brought> cells, List<Spending> spendings) {
        this.cells = Map.copyOf(cells);
        this.spendings = List.copyOf(spendings);
    }

    /** Of the whole campaign. */
    ReturnRow total() {
        return row(null, cell -> true, spendings);
    }

    /** @param heard by channel, how many said to have heard of it by that */
    List<ReturnRow> byChannel(Map<String, Long> heard) {
        List<ReturnRow> rows = by(Cell::channel, Spending::channel, heard.keySet());
        return heard.isEmpty()
                ? rows
                : rows.stream()
                        .map(row -> {
                            @Nullable String channel = row.key();
                            return row.heard(channel == null ? null : heard.getOrDefault(channel, 0L));
                        })
                        .toList();
    }

    List<ReturnRow> byAudience() {
        return by(Cell::audience, Spending::audience, Set.of());
    }

    /** What was spent on no one row of those that there are by channel, or by audience. */
    List<Spending> spentOnNone(Breakdown by) {
        return switch (by) {
            case CHANNEL ->
                spendings.stream().filter(spent -> spent.channel() == null).toList();
            case AUDIENCE ->
                spendings.stream().filter(spent -> spent.audience() == null).toList();
            case TIER -> spendings;
        };
    }

    /** Those by another property, which has no cost. */
    static List<ReturnRow> without(Map<@Nullable String, Brought> brought) {
        List<ReturnRow> rows = new ArrayList<>();
        brought.forEach((key, one) -> {
            ReturnRow row =
                    new ReturnRows(Map.of(new Cell(null, null), one), List.of()).row(key, cell -> true, List.of());
            if (one.clicks() > 0 || one.conversions() > 0 || !one.revenue().isEmpty()) {
                rows.add(row);
            }
        });
        rows.sort(MOST_CLICKS_FIRST);
        return rows;
    }

    /** @param also keys that have a row in any case */
    private List<ReturnRow> by(
            Function<Cell, @Nullable String> keyOf, Function<Spending, @Nullable String> spentOn, Set<String> also) {
        Set<@Nullable String> keys = new HashSet<>(also);
        cells.forEach((cell, brought) -> {
            if (!brought.isEmpty()) {
                keys.add(keyOf.apply(cell));
            }
        });
        Map<String, List<Spending>> spent = new HashMap<>();
        for (Spending spending : spendings) {
            @Nullable String key = spentOn.apply(spending);
            if (key != null) {
                spent.computeIfAbsent(key, none -> new ArrayList<>()).add(spending);
            }
        }
        keys.addAll(spent.keySet());
        List<ReturnRow> rows = new ArrayList<>();
        for (@Nullable String key : keys) {
            rows.add(row(
                    key,
                    cell -> Objects.equals(keyOf.apply(cell), key),
                    key == null ? List.of() : spent.getOrDefault(key, List.of())));
        }
        rows.sort(MOST_CLICKS_FIRST);
        return rows;
    }

    private ReturnRow row(@Nullable String key, Predicate<Cell> within, List<Spending> spent) {
        Brought all = sum(within);
        List<Spending> counted =
                spent.stream().filter(spending -> spending.sent() != null).toList();
        @Nullable
        Long sent = counted.isEmpty()
                ? null
                : counted.stream()
                        .map(Spending::sent)
                        .filter(Objects::nonNull)
                        .mapToLong(Long::longValue)
                        .sum();
        return new ReturnRow(
                key,
                all,
                sent,
                sent == null ? null : sum(within, counted),
                null,
                accounts(all, within, spent),
                false,
                false);
    }

    private List<Account> accounts(Brought all, Predicate<Cell> within, List<Spending> spent) {
        SortedSet<String> currencies = new TreeSet<>(all.revenue().keySet());
        spent.stream()
                .map(Spending::cost)
                .filter(Objects::nonNull)
                .map(Money::currency)
                .forEach(currencies::add);
        List<Account> accounts = new ArrayList<>();
        for (String currency : currencies) {
            List<Spending> inIt =
                    spent.stream().filter(spending -> spending.isIn(currency)).toList();
            BigDecimal cost = inIt.stream()
                    .map(Spending::cost)
                    .filter(Objects::nonNull)
                    .map(Money::amount)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            accounts.add(
                    inIt.isEmpty()
                            ? new Account(currency, all.revenueIn(currency), null, null)
                            : new Account(currency, all.revenueIn(currency), cost, sum(within, inIt)));
        }
        return accounts;
    }

    private Brought sum(Predicate<Cell> within, List<Spending> spent) {
        return sum(within.and(cell -> spent.stream().anyMatch(spending -> spending.covers(cell))));
    }

    Brought sum(Predicate<Cell> within) {
        return cells.entrySet().stream()
                .filter(cell -> within.test(cell.getKey()))
                .map(Map.Entry::getValue)
                .reduce(Brought.NOTHING, Brought::plus);
    }
}
