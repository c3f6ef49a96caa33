package app.grapevine.views;

import app.grapevine.base.Fault;
import app.grapevine.base.FaultCode;
import app.grapevine.base.Faults;
import app.grapevine.base.Parameters;
import app.grapevine.base.Reach;
import app.grapevine.base.RefusedException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What can be saved as a view: a place of the page that has a report, and what that may be narrowed to. What a filter's value means is
 * checked when it is asked, as what it means may be gone by then; here it is kept short enough.
 */
final class ViewCheck {
    static final int NAME_LENGTH = 100;
    private static final int VALUE_LENGTH = 300;

    /** The overview, single visits, a campaign with its story, a share set, a link. */
    private static final Pattern PLACE = Pattern.compile(
            "/|/visits|/campaigns/([a-z0-9-]{1,64})(?:/story)?|/share-sets/[0-9a-zA-Z]{1,32}|/link/[^/?#\\s]{1,300}/[^/?#\\s]{1,200}");

    /** As the page has them: the filters of reports, certainty for several tiers, and time. */
    private static final List<String> PARAMETERS = List.of(
            "campaign",
            "shareSet",
            "audience",
            "tag",
            "generation",
            "origin",
            "channel",
            "certainty",
            "tier",
            "visibility",
            "country",
            "language",
            "device",
            "os",
            "browser",
            "referrer",
            "rule",
            "kind",
            "code",
            "domain",
            "range",
            "from",
            "to");

    private ViewCheck() {}

    /** What was checked. @param campaign the one that it is about alone, or null */
    record Checked(
            String name,
            String place,
            String question,
            @Nullable String campaign) {}

    /** @throws RefusedException INVALID with every faulty field */
    static Checked check(ViewDraft draft, Reach reach) {
        Faults faults = new Faults();
        String name = name(faults, draft.name());
        String place = draft.place() == null ? "/" : draft.place();
        Matcher matcher = PLACE.matcher(place);
        boolean isPlace = matcher.matches();
        if (!isPlace) {
            faults.add("place", FaultCode.NOT_A_PLACE);
        }
        Map<String, String> values = values(faults, draft.question());
        String named = isPlace && matcher.group(1) != null ? matcher.group(1) : values.get("campaign");
        String campaign = reach.isAll() ? named : reach.campaign();
        if (named != null && !reach.covers(named)) {
            faults.add(
                    named.equals(values.get("campaign")) ? "question.campaign" : "place",
                    FaultCode.OTHER_CAMPAIGN,
                    Map.of("campaign", String.valueOf(reach.campaign())));
        }
        faults.refuseIfAny();
        return new Checked(name, place, written(values), "none".equals(campaign) ? null : campaign);
    }

    /** A name as it is kept; "" with a fault. */
    static String name(Faults faults, @Nullable String given) {
        int before = faults.all().size();
        String name = faults.line("name", given, NAME_LENGTH);
        if (name == null && faults.all().size() == before) {
            faults.add("name", FaultCode.EMPTY);
        }
        return name == null ? "" : name;
    }

    private static Map<String, String> values(Faults faults, Parameters question) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String parameter : PARAMETERS) {
            String value = faults.line("question." + parameter, question.single(parameter), VALUE_LENGTH);
            if (value != null) {
                values.put(parameter, value);
            }
        }
        try {
            question.finish();
        } catch (RefusedException e) {
            e.faults()
                    .forEach(fault -> faults.add(new Fault("question." + fault.field(), fault.code(), fault.values())));
        }
        return values;
    }

    private static String written(Map<String, String> values) {
        return values.entrySet().stream()
                .map(value -> value.getKey() + "=" + URLEncoder.encode(value.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
