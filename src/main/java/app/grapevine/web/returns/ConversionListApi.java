package app.grapevine.web.returns;

import app.grapevine.audit.Action;
import app.grapevine.base.Page;
import app.grapevine.base.Parameters;
import app.grapevine.security.Scope;
import app.grapevine.stats.ConversionQuery;
import app.grapevine.stats.CsvFiles;
import app.grapevine.stats.RecordedConversion;
import app.grapevine.stats.RecordedConversions;
import app.grapevine.stats.SmallCells;
import app.grapevine.web.access.ApiRoutes;
import app.grapevine.web.access.Guard;
import app.grapevine.web.api.Hidings;
import app.grapevine.web.audit.Listing;
import app.grapevine.web.audit.Trail;
import app.grapevine.web.http.Query;
import app.grapevine.web.http.Routes;
import app.grapevine.web.http.Turns;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Single conversions: by the page, or all that match as a stream. */
public final class ConversionListApi implements Routes {
    private final SmallCells smallCells;
    private final Listing<RecordedConversion> listing;

    public ConversionListApi(
            RecordedConversions conversions, SmallCells smallCells, Turns turns, Trail trail, Clock clock) {
        this.smallCells = smallCells;
        this.listing =
                new Listing<>("conversions", Action.CONVERSIONS_EXPORTED, new Source(conversions, clock), turns, trail);
    }

    @Override
    public void addTo(RoutesConfig routes) {
        new ApiRoutes(routes).ofCampaigns().get("/conversions", Scope.STATS_READ, this::list);
    }

    private void list(Context ctx) {
        // Each tells of a click.
        Hidings.requireNone(ctx, smallCells);
        listing.answer(ctx, Guard.within(ctx, Query.of(ctx)));
    }

    private record RecordedConversionJson(
            @JsonUnwrapped ConversionJson conversion,
            @Nullable Instant cancelledAt,
            @Nullable Instant clickedAt,
            @Nullable String code,
            @Nullable String domain,
            @Nullable String channel,
            @Nullable String origin,
            @Nullable String tier) {
        static RecordedConversionJson of(RecordedConversion recorded) {
            return new RecordedConversionJson(
                    ConversionJson.of(recorded.conversion()),
                    recorded.cancelledAt(),
                    recorded.clickedAt(),
                    recorded.code(),
                    recorded.domain(),
                    recorded.channel(),
                    recorded.origin(),
                    recorded.tier());
        }
    }

    private record Source(RecordedConversions conversions, Clock clock) implements Listing.Source<RecordedConversion> {
        @Override
        public Page<RecordedConversion> page(Parameters parameters) {
            return conversions.page(ConversionQuery.page(parameters, clock));
        }

        @Override
        public Supplier<List<RecordedConversion>> all(Parameters parameters) {
            RecordedConversions.Export all = conversions.export(ConversionQuery.export(parameters, clock));
            return () -> all.some(RecordedConversions.IN_A_PIECE);
        }

        @Override
        public Object json(RecordedConversion one) {
            return RecordedConversionJson.of(one);
        }

        @Override
        public List<String> columns() {
            return CsvFiles.CONVERSION;
        }

        @Override
        public @Nullable Object[] cells(RecordedConversion one) {
            return CsvFiles.cells(one);
        }
    }
}
