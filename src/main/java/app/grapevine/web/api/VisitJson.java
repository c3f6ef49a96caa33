package app.grapevine.web.api;

import app.grapevine.stats.RecordedVisit;
import app.grapevine.web.http.Json;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A recorded visit as the API writes it. */
record VisitJson(
        String id,
        Instant at,
        String code,
        String domain,
        String kind,
        @Nullable String channel,
        @Nullable String origin,
        String visibility,
        @Nullable String tier,
        List<EvidenceJson> evidence,
        @Nullable Integer rulesVersion,
        @Nullable String country,
        @Nullable String language,
        String device,
        String os,
        String browser,
        @Nullable String referrerHost,
        @Nullable String previewBy,
        @Nullable String setApart,
        @Nullable String rule,
        @Nullable String audience) {
    record EvidenceJson(String kind, String rule, String value) {}

    static VisitJson of(RecordedVisit visit) {
        return new VisitJson(
                visit.id(),
                visit.at(),
                visit.code(),
                visit.domain(),
                visit.kind().label(),
                visit.channel(),
                visit.origin(),
                visit.visibility(),
                visit.tier(),
                visit.evidence().stream()
                        .map(reason -> new EvidenceJson(reason.kind(), reason.rule(), reason.value()))
                        .toList(),
                visit.rulesVersion(),
                visit.country(),
                visit.language(),
                visit.device(),
                visit.os(),
                visit.browser(),
                visit.referrerHost(),
                visit.previewBy(),
                visit.setApart(),
                visit.rule(),
                visit.audience());
    }

    /** The same as text. */
    static String text(RecordedVisit visit) {
        return Json.text(of(visit));
    }
}
