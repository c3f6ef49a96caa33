package app.grapevine.web.returns;

import app.grapevine.audit.Action;
import app.grapevine.base.CsvForm;
import app.grapevine.base.Page;
import app.grapevine.base.Parameters;
import app.grapevine.conversions.Conversion;
import app.grapevine.conversions.Money;
import app.grapevine.conversions.UnattributedReason;
import app.grapevine.security.Scope;
import app.grapevine.stats.ConversionQuery;
import app.grapevine.stats.CsvFiles;
import app.grapevine.stats.RecordedConversion;
import app.grapevine.stats.RecordedConversions;
import app.grapevine.stats.SmallCells;
import app.grapevine.web.access.ApiRoutes;
import app.grapevine.web.access.Guard;
import app.grapevine.web.api.Hidings;
import app.grapevine.web.api.MoneyJson;
import app.grapevine.web.audit.Exports;
import app.grapevine.web.audit.FilePieces;
import app.grapevine.web.audit.Trail;
import app.grapevine.web.http.Json;
import app.grapevine.web.http.ListJson;
import app.grapevine.web.http.MediaTypes;
import app.grapevine.web.http.Query;
import app.grapevine.web.http.Routes;
import app.grapevine.web.http.Turns;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Single conversions: by the page, or all that match as a stream. */
public final class ConversionListApi implements Routes {
    private static final FilePieces.Lines<RecordedConversion> LINES =
            new FilePieces.Lines<>(CsvFiles.CONVERSION, CsvFiles::cells, RecordedConversionJson::text);

    private final RecordedConversions conversions;
    private final SmallCells smallCells;
    private final Turns turns;
    private final Exports exports;
    private final Clock clock;

    public ConversionListApi(
            RecordedConversions conversions, SmallCells smallCells, Turns turns, Trail trail, Clock clock) {
        this.conversions = conversions;
        this.smallCells = smallCells;
        this.turns = turns;
        this.exports = new Exports(trail, turns);
        this.clock = clock;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        new ApiRoutes(routes).ofCampaigns().get("/conversions", Scope.STATS_READ, this::list);
    }

    private record RecordedConversionJson(
            String id,
            @Nullable String clickId,
            @Nullable String reason,
            @Nullable String campaign,
            String event,
            @Nullable MoneyJson value,
            @Nullable String externalId,
            @Nullable String heardFrom,
            Instant occurredAt,
            @Nullable Instant cancelledAt,
            @Nullable Instant clickedAt,
            @Nullable String code,
            @Nullable String domain,
            @Nullable String channel,
            @Nullable String origin,
            @Nullable String tier) {
        static RecordedConversionJson of(RecordedConversion recorded) {
            Conversion conversion = recorded.conversion();
            Money value = conversion.value();
            UnattributedReason reason = conversion.reason();
            return new RecordedConversionJson(
                    conversion.id(),
                    conversion.clickId(),
                    reason == null ? null : reason.label(),
                    conversion.campaign(),
                    conversion.event(),
                    value == null ? null : MoneyJson.of(value.amount(), value.currency()),
                    conversion.externalId(),
                    conversion.heardFrom(),
                    conversion.occurredAt(),
                    recorded.cancelledAt(),
                    recorded.clickedAt(),
                    recorded.code(),
                    recorded.domain(),
                    recorded.channel(),
                    recorded.origin(),
                    recorded.tier());
        }

        /** The same as text. */
        static String text(RecordedConversion recorded) {
            return new String(Json.bytes(of(recorded)), StandardCharsets.UTF_8);
        }
    }

    private void list(Context ctx) throws Exception {
        // Each tells of a click.
        Hidings.requireNone(ctx, smallCells);
        String type = MediaTypes.choose(ctx, List.of(Json.CONTENT_TYPE, MediaTypes.NDJSON, MediaTypes.CSV));
        if (type.equals(Json.CONTENT_TYPE)) {
            turns.of(this::page).handle(ctx);
        } else {
            export(ctx, type.equals(MediaTypes.CSV));
        }
    }

    private void page(Context ctx) {
        Page<RecordedConversion> page = conversions.page(ConversionQuery.page(Guard.within(ctx, Query.of(ctx)), clock));
        Json.answer(
                ctx,
                200,
                new ListJson<>(
                        page.items().stream().map(RecordedConversionJson::of).toList(), page.next()));
    }

    private void export(Context ctx, boolean csv) {
        Parameters parameters = Guard.within(ctx, Query.of(ctx));
        @Nullable CsvForm form = csv ? CsvForm.of(parameters) : null;
        ConversionQuery query = ConversionQuery.export(parameters, clock);
        FilePieces<RecordedConversion> file = exports.begin(() -> {
            RecordedConversions.Export all = conversions.export(query);
            return new FilePieces<>(() -> all.some(RecordedConversions.IN_A_PIECE), LINES, form);
        });
        exports.leave(ctx, Action.CONVERSIONS_EXPORTED, csv);
        exports.send(ctx, "conversions", file);
    }
}
