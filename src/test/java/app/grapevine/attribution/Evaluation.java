package app.grapevine.attribution;

import app.grapevine.channels.ChannelCatalogue;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Scores the rules on cases of our own and, where they are to hand, on corpora that nobody here wrote. Prints one table
 * per corpus and one line per channel.
 *
 * <pre>mvn -q -Pevaluate -Dgrapevine.corpora=DIR test-compile exec:java</pre>
 */
public final class Evaluation {
    private final Attributor attributor;
    private final PrintStream out;

    private Evaluation(Attributor attributor, PrintStream out) {
        this.attributor = attributor;
        this.out = out;
    }

    public static void main(String[] args) {
        Attributor attributor = new Attributor(ChannelCatalogue.load(null).all());
        new Evaluation(attributor, System.out).run();
    }

    private void run() {
        out.printf("rules version %d%n", attributor.rulesVersion());
        Scores all = new Scores();
        List<Trial> own = OwnCase.all(attributor).stream().map(OwnCase::trial).toList();
        all.addAll(print("own cases", own));
        print(HandedCase.OURS);
        Path directory = Corpus.directory().orElse(null);
        if (directory == null) {
            out.println("the corpora are skipped: -Dgrapevine.corpora=DIR says where they lie");
        } else {
            for (Corpus corpus : Corpus.values()) {
                all.addAll(print(corpus.title + ".jsonl", corpus.read(directory)));
            }
            print(directory.resolve("handed.jsonl"));
        }
        out.printf(Locale.ROOT, "%naveraged over channels: %.2f %% right%n", 100 * all.channelShare());
        out.printf("confirmed or observed, and wrong: %d%n", all.falseClaims.size());
        all.falseClaims.forEach(claim -> out.println("  " + claim));
    }

    private void print(Path requests) {
        List<HandedCase> cases = HandedCase.read(attributor, requests);
        List<String> faults =
                cases.stream().flatMap(one -> one.faults(attributor).stream()).toList();
        out.printf("%n== %s: %d whole requests, %d wrong%n", requests.getFileName(), cases.size(), faults.size());
        faults.forEach(fault -> out.println("  wrong: " + fault));
    }

    static Scores score(Attributor attributor, List<Trial> trials) {
        Scores scores = new Scores();
        for (Trial trial : trials) {
            scores.add(trial, attributor.judge(trial.signals(), trial.circumstances()));
        }
        return scores;
    }

    private Scores print(String title, List<Trial> trials) {
        Scores scores = score(attributor, trials);
        out.printf(
                Locale.ROOT,
                "%n== %s: %d cases, person or not right in %d (%.2f %%), %d labels overruled%n",
                title,
                scores.cases,
                scores.kindRight,
                100 * scores.kindShare(),
                scores.overruled);
        out.printf("%-16s %6s %6s %6s %6s%n", "channel", "cases", "right", "wrong", "missed");
        for (Map.Entry<String, Scores.Count> line : scores.byChannel.entrySet()) {
            Scores.Count count = line.getValue();
            out.printf("%-16s %6d %6d %6d %6d%n", line.getKey(), count.cases(), count.right, count.wrong, count.missed);
        }
        scores.wrongOnes.forEach(wrong -> out.println("  wrong: " + wrong));
        trials.stream()
                .filter(trial -> trial.overruled() != null)
                .forEach(trial -> out.println("  overruled: " + cut(trial.name()) + " — " + trial.overruled()));
        return scores;
    }

    private static String cut(String text) {
        return text.length() <= 100 ? text : "…" + text.substring(text.length() - 99);
    }
}
