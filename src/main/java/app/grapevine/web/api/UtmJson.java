package app.grapevine.web.api;

import app.grapevine.campaigns.Utm;
import app.grapevine.web.http.Fields;
import org.jspecify.annotations.Nullable;

/** The utm parameters of a link or of a campaign, as the API has them. */
record UtmJson(
        @Nullable String source,
        @Nullable String medium,
        @Nullable String campaign,
        @Nullable String term,
        @Nullable String content) {
    static UtmJson of(Utm utm) {
        return new UtmJson(utm.source(), utm.medium(), utm.campaign(), utm.term(), utm.content());
    }

    /** What the field {@code utm} asks for; nothing where it is not there. */
    static Utm read(Fields holder) {
        Fields fields = holder.object("utm");
        return fields == null
                ? Utm.NONE
                : new Utm(
                        fields.string("source"),
                        fields.string("medium"),
                        fields.string("campaign"),
                        fields.string("term"),
                        fields.string("content"));
    }
}
