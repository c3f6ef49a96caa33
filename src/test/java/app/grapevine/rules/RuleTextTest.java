package app.grapevine.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RuleTextTest {
    @Test
    void rulesComeBackAsTheyWere() {
        When all = new When(
                Set.of("ios"),
                Set.of("windows"),
                Set.of("instagram"),
                Set.of("DE"),
                Set.of("de"),
                Instant.ofEpochMilli(1),
                Instant.ofEpochMilli(1_800_000_000_000L),
                List.of(
                        new QueryParameter("a=b&c,d e", "=x, y%+ü😀"),
                        new QueryParameter("ref", null),
                        new QueryParameter("empty", "")),
                99L);
        List<Rule> rules = List.of(
                new Rule("all", all, "myapp://item?a=b=c", "https://shop.example/?x=1&else=2"),
                new Rule(
                        null,
                        new When(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), null, null, List.of(), 1L),
                        "https://a.example/",
                        null));
        assertThat(RuleText.read(RuleText.write(rules))).isEqualTo(rules);
        assertThat(RuleText.write(List.of())).isNull();
        assertThat(RuleText.read(null)).isEmpty();
    }
}
