package app.grapevine.web.api;

import app.grapevine.base.ReadableHost;
import app.grapevine.rules.QueryParameter;
import app.grapevine.rules.Rule;
import app.grapevine.rules.When;
import app.grapevine.web.http.Fields;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A rule of a link as the API has it: of its conditions those that it has. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RuleJson(
        @Nullable String name,
        WhenJson when,
        String destination,
        @Nullable String fallback) {
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record WhenJson(
            Set<String> device,
            Set<String> system,
            Set<String> app,
            Set<String> country,
            Set<String> language,
            @Nullable Instant after,
            @Nullable Instant before,
            List<ParameterJson> query,
            @Nullable Long share) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ParameterJson(String name, @Nullable String value) {}

    static List<RuleJson> of(List<Rule> rules) {
        return rules.stream().map(RuleJson::of).toList();
    }

    private static RuleJson of(Rule rule) {
        When when = rule.when();
        return new RuleJson(
                rule.name(),
                new WhenJson(
                        when.device(),
                        when.system(),
                        when.app(),
                        when.country(),
                        when.language(),
                        when.after(),
                        when.before(),
                        when.query().stream()
                                .map(one -> new ParameterJson(one.name(), one.value()))
                                .toList(),
                        when.share()),
                rule.target(),
                rule.fallback());
    }

    /** What the field {@code rules} asks for; none where it is not there. */
    static List<Rule> read(Fields holder) {
        List<Rule> rules = new ArrayList<>();
        for (Fields fields : holder.objects("rules")) {
            Fields when = fields.required("when", fields.object("when"));
            rules.add(new Rule(
                    fields.string("name"),
                    when == null ? When.ALWAYS : when(when),
                    fields.string("destination"),
                    fields.string("fallback")));
        }
        return rules;
    }

    private static When when(Fields fields) {
        return new When(
                words(fields, "device"),
                words(fields, "system"),
                words(fields, "app"),
                words(fields, "country"),
                words(fields, "language"),
                fields.instant("after"),
                fields.instant("before"),
                query(fields),
                fields.number("share"));
    }

    private static Set<String> words(Fields fields, String name) {
        return new LinkedHashSet<>(fields.oneOrMore(name));
    }

    private static List<QueryParameter> query(Fields fields) {
        List<QueryParameter> query = new ArrayList<>();
        for (Fields parameter : fields.objects("query")) {
            String name = parameter.required("name", parameter.string("name"));
            query.add(new QueryParameter(name == null ? "" : name, parameter.string("value")));
        }
        return query;
    }

    /** What the audit log tells of rules: how each is called, and the host that it leads to. */
    static String told(JsonNode rules) {
        List<String> told = new ArrayList<>();
        for (JsonNode rule : rules) {
            String address = rule.path("destination").asText();
            String place = Integer.toString(told.size() + 1);
            told.add(rule.path("name").asText(place) + " "
                    + (ReadableHost.isWeb(address) ? ReadableHost.host(address) : address.split(":", 2)[0] + ":"));
        }
        return String.join(", ", told);
    }
}
