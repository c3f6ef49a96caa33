package app.grapevine.web.api;

import app.grapevine.base.ReadableHost;
import app.grapevine.links.Link;
import app.grapevine.links.LinkDraft;
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

    static List<WarningJson> of(Link link) {
        return of(link.draft());
    }

    static List<WarningJson> of(LinkDraft draft) {
        List<WarningJson> warnings = new ArrayList<>();
        addHost(warnings, "destination", draft.destination());
        addHost(warnings, "expiredDestination", draft.expiredDestination());
        return List.copyOf(warnings);
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
