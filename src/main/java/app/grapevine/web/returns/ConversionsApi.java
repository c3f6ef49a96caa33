package app.grapevine.web.returns;

import static java.util.Objects.requireNonNull;

import app.grapevine.base.FaultCode;
import app.grapevine.base.Reach;
import app.grapevine.conversions.Cancellation;
import app.grapevine.conversions.Cancelled;
import app.grapevine.conversions.ConversionDraft;
import app.grapevine.conversions.Conversions;
import app.grapevine.conversions.Reported;
import app.grapevine.security.Scope;
import app.grapevine.web.access.ApiRoutes;
import app.grapevine.web.access.Guard;
import app.grapevine.web.api.BulkItems;
import app.grapevine.web.http.ApiAnswer;
import app.grapevine.web.http.Bodies;
import app.grapevine.web.http.Fields;
import app.grapevine.web.http.Json;
import app.grapevine.web.http.Problem;
import app.grapevine.web.http.Problems;
import app.grapevine.web.http.Query;
import app.grapevine.web.http.Routes;
import app.grapevine.web.idempotency.Idempotency;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What clicks led to. */
public final class ConversionsApi implements Routes {
    private static final int MOST = 1000;
    /** A thousand with all that a field may hold, and room to spare. */
    private static final int BODY_LIMIT = 4 << 20;

    /** What cannot be said of one that is called off. */
    private static final List<String> OF_CONVERSIONS =
            List.of("clickId", "clickIds", "event", "value", "externalId", "heardFrom", "campaign");

    private static final BulkItems<Reported> ITEMS =
            new BulkItems<>(MOST, "conversions can be recorded", ConversionsApi::read);

    private final Conversions conversions;
    private final Idempotency idempotency;

    public ConversionsApi(Conversions conversions, Idempotency idempotency) {
        this.conversions = conversions;
        this.idempotency = idempotency;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        new ApiRoutes(routes)
                .ofCampaigns()
                .post("/conversions", Scope.CONVERSIONS_WRITE, this::record)
                .post("/conversions/bulk", Scope.CONVERSIONS_WRITE, this::recordAll);
    }

    private record CancellationJson(
            String cancels, @Nullable Instant occurredAt) {
        static CancellationJson of(Cancellation cancellation) {
            return new CancellationJson(cancellation.externalId(), cancellation.occurredAt());
        }
    }

    /** What became of one of several. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record ItemJson(
            int status,
            @Nullable ConversionJson conversion,
            @Nullable CancellationJson cancellation,
            @Nullable Problem problem) {
        static ItemJson of(Problem problem) {
            return new ItemJson(problem.status(), null, null, problem);
        }

        static ItemJson of(Conversions.Result result) {
            Conversions.Outcome outcome = result.outcome();
            if (outcome != null) {
                return new ItemJson(statusOf(outcome.created()), ConversionJson.of(outcome.conversion()), null, null);
            }
            Cancelled cancelled = result.cancelled();
            return cancelled == null
                    ? of(Problems.ofRefusal(requireNonNull(result.refusal())))
                    : new ItemJson(
                            statusOf(cancelled.created()), null, CancellationJson.of(cancelled.cancellation()), null);
        }
    }

    private static int statusOf(boolean created) {
        return created ? 201 : 200;
    }

    private record BulkJson(List<ItemJson> items) {}

    private void record(Context ctx) {
        Query.none(ctx);
        byte[] body = Bodies.jsonBytes(ctx);
        idempotency.answer(ctx, body, () -> {
            Reported report = read(Bodies.parse(body));
            Reach reach = Guard.reach(ctx);
            if (report instanceof Cancellation cancellation) {
                Cancelled cancelled = conversions.cancel(cancellation, reach);
                return answer(cancelled.created(), CancellationJson.of(cancelled.cancellation()));
            }
            Conversions.Outcome outcome = conversions.record((ConversionDraft) report, reach);
            return answer(outcome.created(), ConversionJson.of(outcome.conversion()));
        });
    }

    private static ApiAnswer answer(boolean created, Object json) {
        return new ApiAnswer(statusOf(created), null, Json.CONTENT_TYPE, Json.bytes(json));
    }

    private void recordAll(Context ctx) {
        Query.none(ctx);
        byte[] body = Bodies.bytes(ctx, BODY_LIMIT, BulkItems.TYPES);
        idempotency.answer(ctx, body, () -> {
            List<BulkItems.Item<Reported>> items = ITEMS.of(ctx, body);
            Iterator<Conversions.Result> results = conversions
                    .recordAll(BulkItems.drafts(items), Guard.reach(ctx))
                    .iterator();
            List<ItemJson> answers = new ArrayList<>(items.size());
            for (BulkItems.Item<Reported> item : items) {
                Problem problem = item.problem();
                answers.add(problem == null ? ItemJson.of(results.next()) : ItemJson.of(problem));
            }
            return ApiAnswer.ok(new BulkJson(answers));
        });
    }

    private static Reported read(JsonNode body) {
        Fields fields = Fields.of(body);
        String cancels = fields.string("cancels");
        if (cancels == null) {
            return draft(fields);
        }
        Instant occurredAt = fields.instant("occurredAt");
        for (String other : OF_CONVERSIONS) {
            if (fields.has(other)) {
                fields.fault(other, FaultCode.NOT_WITH, Map.of("other", "cancels"));
            }
        }
        fields.finish();
        return new Cancellation(cancels, occurredAt);
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
                clickIds(fields),
                fields.string("event"),
                amount,
                currency,
                fields.string("externalId"),
                fields.instant("occurredAt"),
                fields.string("heardFrom"),
                fields.string("campaign"));
        fields.finish();
        return draft;
    }

    private static List<String> clickIds(Fields fields) {
        String one = fields.string("clickId");
        List<String> all = fields.strings("clickIds");
        if (one != null && fields.has("clickIds")) {
            fields.fault("clickIds", FaultCode.NOT_WITH, Map.of("other", "clickId"));
        }
        return one == null ? all : List.of(one);
    }
}
