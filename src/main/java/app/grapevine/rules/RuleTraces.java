package app.grapevine.rules;

import app.grapevine.base.Characters;
import app.grapevine.base.ReadableUrl;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** By what links are found whose rules lead somewhere. */
public final class RuleTraces {
    private RuleTraces() {}

    private static Stream<String> addresses(List<Rule> rules) {
        return rules.stream()
                .flatMap(rule -> Stream.of(rule.destination(), rule.fallback()))
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .distinct();
    }

    /** All addresses, a line each, without case, in ASCII and in the letters that people search for; null without rules. */
    public static @Nullable String words(List<Rule> rules) {
        return rules.isEmpty()
                ? null
                : addresses(rules)
                        .flatMap(address -> Stream.of(Characters.folded(address), readable(address)))
                        .filter(words -> !words.isEmpty())
                        .distinct()
                        .collect(Collectors.joining("\n"));
    }

    private static String readable(String address) {
        String folded = AppAddress.isOne(address) ? null : ReadableUrl.folded(address);
        return folded == null ? "" : folded;
    }

    /**
     * Host and port of each web address, each between a dot and a colon, without a final dot: {@code .a.example:.b.example:8080:}.
     * Null without rules.
     */
    public static @Nullable String hosts(List<Rule> rules) {
        return rules.isEmpty()
                ? null
                : rules.stream()
                        .flatMap(rule -> rule.webAddresses().stream())
                        .map(RuleTraces::authority)
                        .distinct()
                        .collect(Collectors.joining());
    }

    private static String authority(String web) {
        String rest = web.substring(web.indexOf("://") + 3);
        String host = rest.split("[/?#]", 2)[0].toLowerCase(Locale.ROOT);
        return ("." + host + ":").replace(".:", ":");
    }
}
