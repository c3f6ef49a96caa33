package app.grapevine.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import app.grapevine.channels.ChannelCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EvaluationTest {
    private static final Attributor ATTRIBUTOR =
            new Attributor(ChannelCatalogue.load(null).all());

    static List<OwnCase> ownCases() {
        return OwnCase.all(ATTRIBUTOR);
    }

    @ParameterizedTest
    @MethodSource("ownCases")
    void aCaseOfOurOwnIsJudgedRight(OwnCase own) {
        Trial trial = own.trial();
        Verdict verdict = ATTRIBUTOR.judge(trial.signals(), trial.circumstances());

        assertThat(verdict.kind()).as("%s", verdict).isEqualTo(own.kind());
        assertThat(verdict.tier()).as("%s", verdict).isEqualTo(own.tier());
        assertThat(Trial.named(verdict)).as("%s", verdict).isEqualTo(trial.channel());
        assertThat(verdict.previewBy()).as("%s", verdict).isEqualTo(own.previewBy());
        assertThat(verdict.visibility()).as("%s", verdict).isEqualTo(own.seenAs());
        assertThat(verdict.origin()).isEqualTo(trial.circumstances().declaredChannel());
    }

    @Test
    void whateverRuleFiresThePageHasWordsForIt() throws IOException {
        String texts = Files.readString(Path.of("src/main/resources/web/dashboard/texts/en/reasons.js"));

        List<String> rules = ownCases().stream()
                .map(OwnCase::trial)
                .flatMap(trial -> ATTRIBUTOR.judge(trial.signals(), trial.circumstances()).evidence().stream())
                .map(Evidence::rule)
                .distinct()
                .toList();

        assertThat(rules).hasSizeGreaterThan(30);
        assertThat(rules)
                .filteredOn(rule -> !texts.contains("\"rule." + rule + "\":"))
                .isEmpty();
    }

    @Test
    void whatFoolsARuleThatIsSureIsSaid() throws IOException {
        String page = Files.readString(Path.of("src/docs/RELIABILITY-OF-VERDICTS.md"));

        assertThat(TierRules.RULES)
                .filteredOn(rule -> rule.tier() == Tier.CONFIRMED || rule.tier() == Tier.OBSERVED)
                .hasSizeGreaterThan(3)
                .extracting(rule -> "| " + rule.name() + " |")
                .allSatisfy(row -> assertThat(page).contains(row));
    }

    @Test
    void automationIsToldFromPeopleInTheCorpus() {
        Scores scores = score(Corpus.AUTOMATION);

        assertThat(scores.kindShare()).isGreaterThanOrEqualTo(0.995);
        assertThat(scores.channelShare()).as("%s", scores.wrongOnes).isEqualTo(1.0);
    }

    @Test
    void peopleAreToldFromAutomationInTheCorpus() {
        assertThat(score(Corpus.PEOPLE).kindShare()).isGreaterThanOrEqualTo(0.998);
    }

    @Test
    void inAppBrowsersOfTheCorpusAreNamed() {
        Scores scores = score(Corpus.IN_APP);

        assertThat(scores.wrongOnes).isEmpty();
    }

    @Test
    void noChannelIsNeglectedAndNoClaimIsFalse() {
        Scores all = Evaluation.score(
                ATTRIBUTOR, ownCases().stream().map(OwnCase::trial).toList());
        for (Corpus corpus : Corpus.values()) {
            all.addAll(score(corpus));
        }

        assertThat(all.channelShare()).isGreaterThanOrEqualTo(0.98);
        assertThat(all.falseClaims).isEmpty();
    }

    @Test
    void wholeRequestsAreJudgedRight() {
        List<HandedCase> cases = HandedCase.read(ATTRIBUTOR, HandedCase.OURS);

        assertThat(cases).hasSizeGreaterThan(100);
        assertThat(cases).flatExtracting(one -> one.faults(ATTRIBUTOR)).isEmpty();
    }

    @Test
    void requestsHandedToUsAreJudgedRight() {
        Path file = Corpus.directory()
                .orElseGet(() -> {
                    System.out.println("SKIPPED: handed.jsonl, as -Dgrapevine.corpora names no directory");
                    return abort("no corpora");
                })
                .resolve("handed.jsonl");

        List<HandedCase> cases = HandedCase.read(ATTRIBUTOR, file);

        assertThat(cases).hasSizeGreaterThan(50);
        assertThat(cases).flatExtracting(one -> one.faults(ATTRIBUTOR)).isEmpty();
    }

    private static Scores score(Corpus corpus) {
        return Corpus.directory()
                .map(directory -> Evaluation.score(ATTRIBUTOR, corpus.read(directory)))
                .orElseGet(() -> {
                    System.out.println(
                            "SKIPPED: " + corpus.title + ".jsonl, as -Dgrapevine.corpora names no directory");
                    return abort("no corpora");
                });
    }
}
