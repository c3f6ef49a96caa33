package app.grapevine.attribution;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Counts of right and wrong verdicts, over all trials and by the channel that was right. Not for many threads. */
final class Scores {
    private static final Set<Tier> CLAIMS = Set.of(Tier.CONFIRMED, Tier.OBSERVED);

    /** Of trials whose channel is known: named rightly, named wrongly, not named. */
    static final class Count {
        int right;
        int wrong;
        int missed;

        int cases() {
            return right + wrong + missed;
        }

        double share() {
            return cases() == 0 ? 1 : (double) right / cases();
        }
    }

    final Map<String, Count> byChannel = new TreeMap<>();
    final List<String> wrongOnes = new ArrayList<>();
    final List<String> falseClaims = new ArrayList<>();
    int cases;
    int kindRight;
    int overruled;

    void add(Trial trial, Verdict verdict) {
        cases++;
        if (trial.overruled() != null) {
            overruled++;
        }
        if (trial.isKindRight(verdict)) {
            kindRight++;
        }
        if (!trial.isRight(verdict)) {
            wrongOnes.add(said(verdict) + ", should be " + (trial.person() ? "person " : "no person ")
                    + (trial.scored() ? trial.channel() : "") + ": " + trial.name());
        }
        if (trial.scored()) {
            count(trial, verdict);
        }
    }

    private void count(Trial trial, Verdict verdict) {
        boolean kindRight = trial.isKindRight(verdict);
        String named = Trial.named(verdict);
        Count count =
                byChannel.computeIfAbsent(trial.channel() == null ? "(none)" : trial.channel(), key -> new Count());
        if (kindRight && trial.isChannelRight(verdict)) {
            count.right++;
        } else if (named == null) {
            count.missed++;
        } else {
            count.wrong++;
        }
        boolean claims = verdict.tier() != null && CLAIMS.contains(verdict.tier());
        if (claims && !(kindRight && trial.isChannelRight(verdict))) {
            falseClaims.add(said(verdict) + ": " + trial.name());
        }
    }

    private static String said(Verdict verdict) {
        return verdict.kind().label() + " " + Trial.named(verdict) + " "
                + (verdict.tier() == null ? "" : verdict.tier().label() + " ")
                + verdict.evidence().stream().map(Evidence::rule).toList();
    }

    double kindShare() {
        return cases == 0 ? 1 : (double) kindRight / cases;
    }

    /** Each channel counts the same, however many cases it has. */
    double channelShare() {
        return byChannel.values().stream().mapToDouble(Count::share).average().orElse(1);
    }

    void addAll(Scores others) {
        cases += others.cases;
        kindRight += others.kindRight;
        overruled += others.overruled;
        wrongOnes.addAll(others.wrongOnes);
        falseClaims.addAll(others.falseClaims);
        others.byChannel.forEach((channel, count) -> {
            Count mine = byChannel.computeIfAbsent(channel, key -> new Count());
            mine.right += count.right;
            mine.wrong += count.wrong;
            mine.missed += count.missed;
        });
    }
}
