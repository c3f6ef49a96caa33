package app.grapevine.moving;

import app.grapevine.rules.QueryParameter;
import app.grapevine.rules.Rule;
import app.grapevine.rules.When;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules of a link put together from what a source has of such: for systems, for countries, or with conditions. Used once. */
final class ForeignRules {
    private final List<Rule> rules = new ArrayList<>();

    /** Leads some devices elsewhere. @param device {@code ios} or {@code android} @param url null for none */
    ForeignRules device(String device, @Nullable String url) {
        if (url != null) {
            rules.add(new Rule(null, new Conditions().device(device).when(), url, null));
        }
        return this;
    }

    /** Leads a country elsewhere. @param country ISO 3166-1 alpha-2 */
    ForeignRules country(String country, String url) {
        rules.add(new Rule(null, new Conditions().country(country).when(), url, null));
        return this;
    }

    ForeignRules add(When when, String url) {
        rules.add(new Rule(null, when, url, null));
        return this;
    }

    List<Rule> rules() {
        return rules;
    }

    /** The conditions of one rule, all of which have to hold. Used once. */
    static final class Conditions {
        private Set<String> devices = Set.of();
        private Set<String> systems = Set.of();
        private Set<String> countries = Set.of();
        private Set<String> languages = Set.of();
        private final List<QueryParameter> query = new ArrayList<>();
        private @Nullable Instant after;
        private @Nullable Instant before;
        /** That two conditions of one kind were to hold at once, which our rules do not have. */
        private boolean twice;

        Conditions device(String... words) {
            twice |= !devices.isEmpty();
            devices = Set.of(words);
            return this;
        }

        Conditions system(String word) {
            twice |= !systems.isEmpty();
            systems = Set.of(word);
            return this;
        }

        Conditions country(String code) {
            twice |= !countries.isEmpty();
            countries = Set.of(code.toUpperCase(Locale.ROOT));
            return this;
        }

        Conditions language(String subtag) {
            twice |= !languages.isEmpty();
            languages = Set.of(subtag.toLowerCase(Locale.ROOT));
            return this;
        }

        /** @param value null for any */
        Conditions parameter(String name, @Nullable String value) {
            query.add(new QueryParameter(name, value));
            return this;
        }

        Conditions after(Instant time) {
            twice |= after != null;
            after = time;
            return this;
        }

        Conditions before(Instant time) {
            twice |= before != null;
            before = time;
            return this;
        }

        boolean isTwice() {
            return twice;
        }

        When when() {
            return new When(devices, systems, Set.of(), countries, languages, after, before, query, null);
        }
    }
}
