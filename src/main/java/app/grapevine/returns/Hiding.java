package app.grapevine.returns;

import app.grapevine.conversions.Money;
import app.grapevine.stats.Figures;
import app.grapevine.stats.SmallCells;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A report as it is shown to who is not to see what few people did. Rows are hidden as those of other reports are; and all else from
 * which a hidden one could be had by subtraction is withheld as a whole: what a cost is held against where that is not the whole row, the
 * kinds of conversions, the parts of the evidence.
 */
final class Hiding {
    private static final String ANY = "EUR";

    private final ReturnReport report;
    private final SmallCells cells;

    private Hiding(ReturnReport report, SmallCells cells) {
        this.report = report;
        this.cells = cells;
    }

    static ReturnReport of(ReturnReport report, SmallCells cells) {
        return cells.hides() ? new Hiding(report, cells).shown() : report;
    }

    private ReturnReport shown() {
        List<Brought> brought = report.rows().stream().map(ReturnRow::brought).toList();
        boolean[] hidden = hidden(brought);
        List<ReturnRow> rows = new ArrayList<>();
        boolean any = false;
        for (int i = 0; i < hidden.length; i++) {
            rows.add(shown(report.rows().get(i), hidden[i], false));
            any |= hidden[i];
        }
        return new ReturnReport(
                report.campaign(),
                report.currency(),
                report.zone(),
                report.by(),
                rows,
                shown(report.total(), isSmall(report.total().brought()), any),
                report.spentOnNone(),
                shown(report.evidence()),
                shown(report.passingOn()),
                shown(report.lift()),
                shown(report.unattributed()),
                tells(report.selfReported()) ? null : report.selfReported(),
                cells.least(),
                report.asOf());
    }

    /** @param partsHidden whether parts of it are hidden, which what is covered could tell */
    private ReturnRow shown(ReturnRow row, boolean hidden, boolean partsHidden) {
        Brought all = row.brought();
        @Nullable Brought ofSent = row.ofSent();
        return new ReturnRow(
                row.key(),
                all,
                row.sent(),
                ofSent != null && tells(all, ofSent, partsHidden) ? null : ofSent,
                hidden || tells(report.selfReported()) ? null : row.heard(),
                row.accounts().stream()
                        .map(account -> {
                            @Nullable Brought covered = account.covered();
                            return covered != null && tells(all, covered, partsHidden) ? account.withheld() : account;
                        })
                        .toList(),
                hidden,
                all.events().values().stream().anyMatch(event -> isFew(event.converted())));
    }

    /** Whether a part of what is shown tells of few: by itself, by what is left, or beside parts that are hidden. */
    private boolean tells(Brought all, Brought part, boolean partsHidden) {
        return !part.equals(all)
                && (partsHidden
                        || isFew(people(part))
                        || isFew(people(all) - people(part))
                        || isFew(part.conversions())
                        || isFew(all.conversions() - part.conversions()));
    }

    private static long people(Brought brought) {
        return brought.visitors() + brought.suppressed();
    }

    /** Not of nobody, which says nothing of a person. */
    private boolean isFew(long people) {
        return people != 0 && people < cells.least();
    }

    private boolean isSmall(Brought brought) {
        return cells.isSmall(figures(brought));
    }

    private boolean[] hidden(List<Brought> all) {
        return cells.hidden(all.stream().map(Hiding::figures).toList());
    }

    private @Nullable Evidence shown(@Nullable Evidence evidence) {
        boolean tells = evidence == null
                || Stream.of(evidence.sure(), evidence.word(), evidence.open()).anyMatch(this::isSmall);
        return tells ? null : evidence;
    }

    private @Nullable Lift shown(@Nullable Lift lift) {
        if (lift == null) {
            return null;
        }
        Comparison shares = lift.shares();
        CountComparison counts = lift.counts();
        // What was found elsewhere is no secret of these visits.
        boolean tells = shares != null
                ? isFew(shares.group().hits())
                        || isFew(shares.group().of())
                        || lift.baseline() != Lift.Kind.FIGURES
                                && (isFew(shares.baseline().hits())
                                        || isFew(shares.baseline().of()))
                : counts != null && (isFew(counts.during()) || isFew(counts.before()));
        return tells ? Lift.without(lift.baseline(), lift.of(), Lift.Lacking.PEOPLE) : lift;
    }

    private @Nullable List<Unattributed> shown(@Nullable List<Unattributed> all) {
        return all == null || all.stream().anyMatch(one -> isFew(one.conversions())) ? null : all;
    }

    private boolean tells(@Nullable SelfReported heard) {
        return heard == null || heard.rows().stream().anyMatch(row -> isFew(row.conversions()));
    }

    private PassingOn shown(PassingOn passingOn) {
        List<PassingOn.Generation> all = passingOn.generations();
        boolean[] hidden =
                hidden(all.stream().map(PassingOn.Generation::brought).toList());
        List<PassingOn.Generation> shown = new ArrayList<>();
        boolean any = false;
        for (int i = 0; i < hidden.length; i++) {
            PassingOn.Generation one = all.get(i);
            shown.add(new PassingOn.Generation(
                    one.generation(), one.links(), one.brought(), hidden[i] ? null : one.further(), hidden[i]));
            any |= hidden[i];
        }
        return new PassingOn(shown, any ? null : passingOn.further());
    }

    /** As far as it is looked at here. */
    private static Figures figures(Brought brought) {
        return new Figures(
                brought.clicks(),
                brought.visitors(),
                0,
                brought.shares(),
                0,
                brought.suppressed(),
                0,
                0,
                0,
                brought.conversions(),
                new Money(BigDecimal.ZERO, ANY),
                List.of());
    }
}
