package app.grapevine.web.api;

import app.grapevine.base.FaultCode;
import app.grapevine.campaigns.Baseline;
import app.grapevine.web.http.Fields;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A baseline as the API has it: the fields of its kind, and no others. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record BaselineJson(
        @Nullable String audience,
        @Nullable Boolean before,
        @Nullable Long sent,
        @Nullable Long conversions) {
    static BaselineJson of(Baseline baseline) {
        if (baseline instanceof Baseline.KeptOut keptOut) {
            return new BaselineJson(keptOut.audience(), null, keptOut.people(), null);
        }
        if (baseline instanceof Baseline.Figures figures) {
            return new BaselineJson(null, null, figures.people(), figures.conversions());
        }
        return new BaselineJson(null, true, null, null);
    }

    /** What the field {@code baseline} asks for; null where it is not there, or not whole: the caller finishes. */
    static @Nullable Baseline read(Fields holder) {
        Fields fields = holder.object("baseline");
        if (fields == null) {
            return null;
        }
        String audience = fields.string("audience");
        boolean before = fields.bool("before", false);
        Long people = fields.number("sent");
        Long conversions = fields.number("conversions");
        if (audience != null) {
            refuse(fields, "before", before, "audience");
            refuse(fields, "conversions", conversions != null, "audience");
            return new Baseline.KeptOut(audience, people);
        }
        if (before) {
            refuse(fields, "sent", people != null, "before");
            refuse(fields, "conversions", conversions != null, "before");
            return new Baseline.Before();
        }
        if (people == null && conversions == null) {
            fields.fault("audience", FaultCode.ONE_OF_THESE, Map.of("known", "before, sent"));
            return null;
        }
        fields.required("sent", people);
        fields.required("conversions", conversions);
        return people == null || conversions == null ? null : new Baseline.Figures(people, conversions);
    }

    private static void refuse(Fields fields, String name, boolean isGiven, String other) {
        if (isGiven) {
            fields.fault(name, FaultCode.NOT_WITH, Map.of("other", other));
        }
    }
}
