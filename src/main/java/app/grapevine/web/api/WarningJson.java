package app.grapevine.web.api;

import app.grapevine.base.ReadableHost;
import app.grapevine.links.LinkDraft;
import app.grapevine.links.LinkSettings;
import app.grapevine.rules.Rule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody should look at in a link, which is no fault and refuses nothing.
 *
 * @param field of the link
 * @param code what programs decide by; the page has a text for it in each of its languages
 * @param message in English, to follow the field's name
 */
record WarningJson(String field, String code, String message) {
    private static final String LOOK_ALIKE = "look-alike-host";
    private static final String NO_COUNTRIES = "no-countries";
    private static final String NO_SCHEME = "scheme-not-allowed";

    static List<WarningJson> of(LinkDraft draft, LinkSettings settings) {
        List<WarningJson> warnings = new ArrayList<>();
        addHost(warnings, "destination", draft.destination());
        addHost(warnings, "expiredDestination", draft.expiredDestination());
        for (int i = 0; i < draft.rules().size(); i++) {
            addRule(warnings, "rules[" + i + "].", draft.rules().get(i), settings);
        }
        return List.copyOf(warnings);
    }

    private static void addRule(List<WarningJson> warnings, String at, Rule rule, LinkSettings settings) {
        addHost(warnings, at + "destination", rule.webOfIntent());
        addHost(warnings, at + (rule.isIntoApp() ? "fallback" : "destination"), rule.webAddress());
        if (!rule.when().country().isEmpty() && !settings.knowsCountries()) {
            warnings.add(new WarningJson(
                    at + "when.country",
                    NO_COUNTRIES,
                    "never holds as long as this service cannot tell countries: set geo.database"));
        }
        if (rule.isIntoApp() && !rule.isOpenedByApp(settings.destinations().schemes())) {
            warnings.add(new WarningJson(
                    at + "destination",
                    NO_SCHEME,
                    "is not opened any more, its fallback is: destinations.schemes does not allow its scheme"));
        }
    }

    private static void addHost(List<WarningJson> warnings, String field, @Nullable String url) {
        if (url != null) {
            ReadableHost host = ReadableHost.of(url);
            if (host.isLookAlike()) {
                warnings.add(new WarningJson(
                        field,
                        LOOK_ALIKE,
                        "leads to " + host.ascii() + ", whose letters look like those of another name: make sure that"
                                + " it is the one you mean"));
            }
        }
    }
}
