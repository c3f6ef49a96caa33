package app.grapevine.web.api;

import app.grapevine.base.Reach;
import app.grapevine.conversions.Conversion;
import app.grapevine.conversions.ConversionDraft;
import app.grapevine.conversions.Conversions;
import app.grapevine.conversions.Money;
import app.grapevine.links.Links;
import app.grapevine.security.Scope;
import app.grapevine.web.access.ApiRoutes;
import app.grapevine.web.access.Guard;
import app.grapevine.web.http.ApiAnswer;
import app.grapevine.web.http.Bodies;
import app.grapevine.web.http.Fields;
import app.grapevine.web.http.Json;
import app.grapevine.web.http.Query;
import app.grapevine.web.http.Routes;
import app.grapevine.web.idempotency.Idempotency;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What clicks led to. */
public final class ConversionsApi implements Routes {
    private final Conversions conversions;
    private final Links links;
    private final Idempotency idempotency;

    public ConversionsApi(Conversions conversions, Links links, Idempotency idempotency) {
        this.conversions = conversions;
        this.links = links;
        this.idempotency = idempotency;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        new ApiRoutes(routes).ofCampaigns().post("/conversions", Scope.CONVERSIONS_WRITE, this::record);
    }

    private record ConversionJson(
            String id,
            String clickId,
            String event,
            @Nullable MoneyJson value,
            @Nullable String externalId,
            Instant occurredAt) {
        static ConversionJson of(Conversion conversion) {
            Money value = conversion.value();
            return new ConversionJson(
                    conversion.id(),
                    conversion.clickId(),
                    conversion.event(),
                    value == null ? null : MoneyJson.of(value.amount(), value.currency()),
                    conversion.externalId(),
                    conversion.occurredAt());
        }
    }

    private void record(Context ctx) {
        Query.none(ctx);
        byte[] body = Bodies.jsonBytes(ctx);
        idempotency.answer(ctx, body, () -> {
            ConversionDraft draft = draft(Fields.of(Bodies.parse(body)));
            Reach reach = Guard.reach(ctx);
            Conversions.Outcome outcome = reach.isAll()
                    ? conversions.record(draft)
                    : conversions.record(draft, link -> links.isWithin(link, reach));
            return new ApiAnswer(
                    outcome.created() ? 201 : 200,
                    null,
                    Json.CONTENT_TYPE,
                    Json.bytes(ConversionJson.of(outcome.conversion())));
        });
    }

    private static ConversionDraft draft(Fields fields) {
        Fields value = fields.object("value");
        @Nullable BigDecimal amount = null;
        @Nullable String currency = null;
        if (value != null) {
            amount = value.required("amount", value.amount("amount"));
            currency = value.required("currency", value.string("currency"));
        }
        ConversionDraft draft = new ConversionDraft(
                fields.string("clickId"),
                fields.string("event"),
                amount,
                currency,
                fields.string("externalId"),
                fields.instant("occurredAt"));
        fields.finish();
        return draft;
    }
}
