package app.grapevine.rules;

import app.grapevine.attribution.Attributor;
import app.grapevine.base.Characters;
import app.grapevine.base.Fault;
import app.grapevine.base.FaultCode;
import app.grapevine.base.Faults;
import app.grapevine.base.NoValue;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the rules of a link may be. Faults name the place: {@code rules[2].when.country}. What is checked comes back as it is
 * stored. A rule that a change leaves as it is is not checked again, nor is an address that one of the link's rules has.
 *
 * @param apps in whose own browser a rule can ask for a link to be opened: channels and families of channels
 * @param schemes of apps' addresses that are allowed here
 */
public record RuleCheck(Set<String> apps, Set<String> schemes) {
    private static final int MOST_WORDS = 50;
    private static final int MOST_COUNTRIES = 250;
    private static final int MOST_PARAMETERS = 5;
    private static final int MAX_NAME_OF_PARAMETER = 100;
    private static final int MAX_VALUE = 200;
    private static final int MOST_SHARE = 99;
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,64}");
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}");
    /** With the user-assigned code that databases of countries have for Kosovo. */
    private static final Set<String> COUNTRIES = countries();

    public RuleCheck {
        apps = Set.copyOf(apps);
        schemes = Set.copyOf(schemes);
    }

    private static Set<String> countries() {
        Set<String> countries = new HashSet<>(List.of(Locale.getISOCountries()));
        countries.add("XK");
        return Set.copyOf(countries);
    }

    /**
     * The rules as they are stored; fit for it only where nothing was added to the faults.
     *
     * @param present those that the link has
     * @param web by which web addresses are checked
     */
    public List<Rule> checked(Faults faults, List<Rule> given, List<Rule> present, AppAddress.WebCheck web) {
        if (given.size() > Rule.MOST) {
            faults.add("rules", FaultCode.TOO_MANY, Map.of("most", Rule.MOST));
            return present;
        }
        List<Rule> checked = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            Rule rule = given.get(i);
            String at = "rules[" + i + "].";
            checked.add(present.contains(rule) ? rule : new One(faults, at, present, web).checked(rule));
        }
        checkNames(faults, checked);
        return List.copyOf(checked);
    }

    private static void checkNames(Faults faults, List<Rule> rules) {
        Set<String> taken = new HashSet<>();
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i).name() == null) {
                taken.add(Rule.label(rules, i));
            }
        }
        for (int i = 0; i < rules.size(); i++) {
            String name = rules.get(i).name();
            if (name != null && !taken.add(name)) {
                faults.add("rules[" + i + "].name", FaultCode.TAKEN);
            }
        }
    }

    /** One rule that is checked. @param at what its fields' names begin with */
    private final class One {
        private final Faults faults;
        private final String at;
        private final List<Rule> present;
        private final AppAddress.WebCheck web;

        One(Faults faults, String at, List<Rule> present, AppAddress.WebCheck web) {
            this.faults = faults;
            this.at = at;
            this.present = present;
            this.web = web;
        }

        Rule checked(Rule rule) {
            When when = when(rule.when());
            String destination = destination(rule.destination(), when);
            boolean isIntoApp = destination != null && AppAddress.isOne(destination);
            if (rule.fallback() != null && destination != null && !isIntoApp) {
                faults.add(at + "fallback", FaultCode.NEEDS_APP);
            }
            return new Rule(name(rule.name()), when, destination, fallback(rule.fallback()));
        }

        private @Nullable String name(@Nullable String given) {
            String name = given == null ? "" : Characters.trimmed(given);
            if (name.isEmpty()) {
                return null;
            }
            if (!NAME.matcher(name).matches()) {
                faults.add(at + "name", FaultCode.NOT_A_SLUG);
            } else if (NoValue.is(name)) {
                faults.add(at + "name", FaultCode.MEANS_NONE);
            }
            return name;
        }

        private @Nullable String destination(@Nullable String given, When when) {
            String address = given == null ? "" : Characters.trimmed(given);
            if (address.isEmpty()) {
                faults.add(at + "destination", FaultCode.MISSING);
                return null;
            }
            if (!AppAddress.isOne(address)) {
                return web("destination", address);
            }
            String intoApp = isKept(address)
                    ? address
                    : AppAddress.checked(
                            faults, at + "destination", address, schemes, (field, url) -> web.check(field, url));
            if (intoApp != null && !when.isForAppsAlone(AppAddress.isIntent(intoApp))) {
                String devices = AppAddress.isIntent(intoApp) ? "android" : "ios or android";
                faults.add(at + "destination", FaultCode.NEEDS_DEVICE, Map.of("known", devices));
            }
            return intoApp;
        }

        private @Nullable String web(String field, @Nullable String given) {
            String address = given == null ? "" : Characters.trimmed(given);
            return address.isEmpty() ? null : isKept(address) ? address : web.check(at + field, address);
        }

        /** Only a web address is a way for who has not got the app, whatever else the link leads to. */
        private @Nullable String fallback(@Nullable String given) {
            if (given != null && AppAddress.isOne(Characters.trimmed(given))) {
                faults.add(at + "fallback", FaultCode.NOT_HTTP);
                return null;
            }
            return web("fallback", given);
        }

        private boolean isKept(String address) {
            return present.stream()
                    .anyMatch(rule -> address.equals(rule.destination()) || address.equals(rule.fallback()));
        }

        private When when(When given) {
            When when = given.folded();
            String prefix = at + "when.";
            if (when.isEmpty()) {
                faults.add(at + "when", FaultCode.NONE_NAMED);
            }
            among(prefix + "device", when.device(), Device.BY_LABEL.keySet());
            among(prefix + "system", when.system(), Attributor.SYSTEMS);
            Set<String> known = new TreeSet<>(apps);
            known.add(Asked.ANY_APP);
            among(prefix + "app", when.app(), known);
            each(prefix + "country", when.country(), COUNTRIES::contains, FaultCode.UNKNOWN_COUNTRY, MOST_COUNTRIES);
            each(
                    prefix + "language",
                    when.language(),
                    word -> LANGUAGE.matcher(word).matches(),
                    FaultCode.UNKNOWN_LANGUAGE,
                    MOST_WORDS);
            Instant after = moment(prefix + "after", when.after());
            Instant before = moment(prefix + "before", when.before());
            if (after != null && before != null && !after.isBefore(before)) {
                faults.add(prefix + "before", FaultCode.NOT_LATER);
            }
            query(prefix + "query", when.query());
            Long share = when.share();
            if (share != null && (share < 1 || share > MOST_SHARE)) {
                faults.add(prefix + "share", FaultCode.OUT_OF_RANGE, Map.of("least", 1, "most", MOST_SHARE));
            }
            return new When(
                    when.device(),
                    when.system(),
                    when.app(),
                    when.country(),
                    when.language(),
                    after,
                    before,
                    when.query(),
                    share);
        }

        private void among(String field, Set<String> words, Collection<String> known) {
            String list = String.join(", ", new TreeSet<>(known));
            if (!known.containsAll(words)) {
                faults.add(field, FaultCode.NOT_ONE_OF, Map.of("known", list));
            }
        }

        private void each(String field, Set<String> words, Predicate<String> fits, FaultCode otherwise, int most) {
            if (words.size() > most) {
                faults.add(field, FaultCode.TOO_MANY, Map.of("most", most));
            }
            if (!words.stream().allMatch(fits)) {
                faults.add(field, otherwise);
            }
        }

        private @Nullable Instant moment(String field, @Nullable Instant given) {
            if (given != null && (given.isBefore(EARLIEST) || given.isAfter(LATEST))) {
                faults.add(field, FaultCode.YEAR_OUT_OF_RANGE, Map.of("least", "1970", "most", "9999"));
                return null;
            }
            return given == null ? null : given.truncatedTo(ChronoUnit.MILLIS);
        }

        private void query(String field, List<QueryParameter> parameters) {
            if (parameters.size() > MOST_PARAMETERS) {
                faults.add(field, FaultCode.TOO_MANY, Map.of("most", MOST_PARAMETERS));
            }
            for (int i = 0; i < parameters.size(); i++) {
                QueryParameter one = parameters.get(i);
                String place = field + "[" + i + "].";
                if (one.name().isEmpty()) {
                    faults.add(new Fault(place + "name", FaultCode.EMPTY));
                }
                text(place + "name", one.name(), MAX_NAME_OF_PARAMETER);
                String value = one.value();
                if (value != null) {
                    text(place + "value", value, MAX_VALUE);
                }
            }
        }

        private void text(String field, String text, int most) {
            if (text.length() > most) {
                faults.add(field, FaultCode.TOO_LONG, Map.of("most", most));
            } else {
                faults.isFit(field, text);
            }
        }
    }
}
