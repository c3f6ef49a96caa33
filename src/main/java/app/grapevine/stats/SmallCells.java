package app.grapevine.stats;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Hides what is counted of few people, as publishers of statistics do: a row of fewer than so many, and, so that it cannot
 * be had by taking the others from their sum, a second one wherever one alone would be hidden: among all rows, and of several
 * dimensions among those of each value of some of them. The second is the smallest of the others.
 *
 * <p>People are the daily visitors, and each visit of somebody who asked not to be tracked; where there are conversions alone,
 * each of these. A row of nobody is shown: that
 * nobody came says nothing of a person. Who asks many questions with overlapping ranges or filters can still find out more
 * than one question tells.
 */
public final class SmallCells {
    private final int least;

    /** @param least how many people a row must have to be shown; 0 or 1 hides nothing */
    public SmallCells(int least) {
        this.least = least;
    }

    /** How many people a row must have to be shown. */
    public int least() {
        return least;
    }

    /** Whether there is anything that it would hide. */
    public boolean hides() {
        return least > 1;
    }

    /** Whether figures are of so few people that they are not shown. */
    public boolean isSmall(Figures figures) {
        boolean ofPeople = figures.clicks() + figures.suppressed() + figures.conversions() > 0;
        return hides() && ofPeople && people(figures) < least;
    }

    /** Of conversions alone, by what they were, each is somebody's. */
    private static long people(Figures figures) {
        boolean ofVisits = figures.clicks() + figures.suppressed() > 0;
        return ofVisits ? figures.visitors() + figures.suppressed() : figures.conversions();
    }

    /** The answer as it is shown. */
    public StatsAnswer shown(StatsAnswer answer) {
        if (!hides()) {
            return answer;
        }
        List<StatsAnswer.Row> rows = answer.rows();
        boolean[] hidden = hidden(rows.stream().map(StatsAnswer.Row::figures).toList(), sums(answer));
        List<StatsAnswer.Row> shown = new ArrayList<>(hidden.length);
        for (int i = 0; i < hidden.length; i++) {
            StatsAnswer.Row row = rows.get(i);
            shown.add(hidden[i] ? new StatsAnswer.Row(row.keys(), row.figures(), true) : row);
        }
        return answer.shown(shown, isSmall(answer.total()), least);
    }

    /** Which of some figures, of which somebody knows the sum, are not shown. */
    public boolean[] hidden(List<Figures> figures) {
        return hidden(
                figures, List.of(IntStream.range(0, figures.size()).boxed().toList()));
    }

    private boolean[] hidden(List<Figures> figures, List<List<Integer>> sums) {
        boolean[] hidden = new boolean[figures.size()];
        for (int i = 0; i < hidden.length; i++) {
            hidden[i] = isSmall(figures.get(i));
        }
        boolean more = true;
        while (more) {
            more = false;
            for (List<Integer> sum : sums) {
                more |= hideSecond(figures, sum, hidden);
            }
        }
        return hidden;
    }

    /** The rows, by their numbers, of which somebody may know the sum. */
    private static List<List<Integer>> sums(StatsAnswer answer) {
        List<StatsAnswer.Row> rows = answer.rows();
        Map<List<@Nullable String>, List<Integer>> sums = new HashMap<>();
        List<String> names =
                answer.query().by().stream().map(dimension -> dimension.label()).toList();
        for (int i = 0; i < rows.size(); i++) {
            sums.computeIfAbsent(List.of(), none -> new ArrayList<>()).add(i);
            // Each set of the dimensions but that of all, as the bits of a number.
            for (int some = 1; some < (1 << names.size()) - 1; some++) {
                List<@Nullable String> key = new ArrayList<>();
                for (int place = 0; place < names.size(); place++) {
                    if ((some >> place & 1) == 1) {
                        add(key, names.get(place), rows.get(i).keys());
                    }
                }
                sums.computeIfAbsent(key, none -> new ArrayList<>()).add(i);
            }
        }
        return new ArrayList<>(sums.values());
    }

    private static void add(List<@Nullable String> key, String name, Map<String, ? extends @Nullable String> keys) {
        key.add(name);
        key.add(keys.get(name));
        if (name.equals("link")) {
            key.add(keys.get("domain"));
        }
    }

    /** Where one alone of a sum is hidden, hides another one; false where there was nothing to do. */
    private static boolean hideSecond(List<Figures> figures, List<Integer> sum, boolean[] hidden) {
        if (sum.stream().filter(i -> hidden[i]).count() != 1) {
            return false;
        }
        return sum.stream()
                .filter(i -> !hidden[i] && people(figures.get(i)) > 0)
                .min(Comparator.comparingLong((Integer i) -> people(figures.get(i)))
                        .thenComparing(Comparator.naturalOrder()))
                .map(i -> hidden[i] = true)
                .orElse(false);
    }
}
