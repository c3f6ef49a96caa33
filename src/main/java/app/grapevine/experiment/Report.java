package app.grapevine.experiment;

import app.grapevine.experiment.Replay.Result;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** Prints the replay: a table for each way, and in the end what it comes to. */
final class Report {
    private static final String LINE = "%-20s%7s |%8s%9s |%7s%8s%7s%9s | %s%n";

    private static final String GROUPS = "%-20s%7s |%17s |%31s |%n";

    private final PrintStream out;

    Report(PrintStream out) {
        this.out = out;
    }

    void print(Result result) {
        out.printf(
                "%n%s (%d %s; %d previews fetched, %d reported as previews)%n",
                result.way().title(),
                result.links(),
                result.links() == 1 ? "link" : "links",
                result.previews(),
                result.previewsReported());
        out.printf(GROUPS, "", "truth", "by referrer", "by Grapevine");
        out.printf(LINE, "place", "visits", "direct", "network", "right", "family", "wrong", "unknown", "by tier");
        result.outcomes().forEach(this::line);
        line("all", result.outcomes(), "");
    }

    private void line(Outcome outcome) {
        String tiers = outcome.byTier().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .map(tier -> tier.getKey() + " " + tier.getValue())
                .collect(Collectors.joining(", "));
        line(outcome.place().name(), List.of(outcome), tiers);
    }

    private void line(String name, List<Outcome> outcomes, String tiers) {
        long clicks = sum(outcomes, Outcome::clicks);
        long direct = sum(outcomes, Outcome::direct);
        out.printf(
                LINE,
                name,
                sum(outcomes, Outcome::visits),
                direct,
                clicks - direct,
                sum(outcomes, Outcome::right),
                sum(outcomes, Outcome::family),
                sum(outcomes, Outcome::wrong),
                sum(outcomes, Outcome::unknown),
                tiers);
    }

    /** The verdict. */
    void summarize(List<Result> results) {
        out.println();
        for (Result result : results) {
            List<Outcome> all = result.outcomes();
            long visits = sum(all, Outcome::visits);
            out.printf(
                    Locale.ROOT,
                    "%s: by referrer %s %% are direct; Grapevine has the right channel for %s %%, a wrong one for %d of"
                            + " %d, and the very place, post or message, for %s %%. Promise (%s): %s%n",
                    result.way().title(),
                    percent(sum(all, Outcome::direct), visits),
                    percent(sum(all, Outcome::right), visits),
                    sum(all, Outcome::wrong),
                    visits,
                    percent(sum(all, outcome -> outcome.knowsPlace() ? outcome.clicks() : 0), visits),
                    result.way().promisesEveryChannel() ? "every click right" : "no click wrong",
                    result.keepsPromise() ? "kept" : "BROKEN");
        }
    }

    private static long sum(List<Outcome> outcomes, ToLongFunction<Outcome> part) {
        return outcomes.stream().mapToLong(part).sum();
    }

    private static String percent(long part, long whole) {
        return String.format(Locale.ROOT, "%.1f", 100.0 * part / whole);
    }
}
