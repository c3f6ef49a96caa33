package app.grapevine.web.api;

import app.grapevine.audit.Action;
import app.grapevine.audit.Subject;
import app.grapevine.base.CsvForm;
import app.grapevine.base.FaultCode;
import app.grapevine.base.Faults;
import app.grapevine.base.Parameters;
import app.grapevine.base.RefusedException;
import app.grapevine.rollups.Dimension;
import app.grapevine.security.Scope;
import app.grapevine.stats.CsvFiles;
import app.grapevine.stats.Figures;
import app.grapevine.stats.Filter;
import app.grapevine.stats.Interval;
import app.grapevine.stats.Selection;
import app.grapevine.stats.SmallCells;
import app.grapevine.stats.Stats;
import app.grapevine.stats.StatsAnswer;
import app.grapevine.stats.StatsQuery;
import app.grapevine.web.access.ApiRoutes;
import app.grapevine.web.access.Guard;
import app.grapevine.web.audit.Exports;
import app.grapevine.web.audit.Trail;
import app.grapevine.web.http.Json;
import app.grapevine.web.http.MediaTypes;
import app.grapevine.web.http.Query;
import app.grapevine.web.http.Routes;
import app.grapevine.web.http.Turns;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reports. */
public final class StatsApi implements Routes {
    /** How many questions can be asked at once. */
    private static final int MOST_QUESTIONS = 20;

    private final Stats stats;
    private final SmallCells smallCells;
    private final Turns turns;
    private final Trail trail;
    private final Clock clock;

    public StatsApi(Stats stats, SmallCells smallCells, Turns turns, Trail trail, Clock clock) {
        this.stats = stats;
        this.smallCells = smallCells;
        this.turns = turns;
        this.trail = trail;
        this.clock = clock;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        new ApiRoutes(routes)
                .ofCampaigns()
                .get("/stats", Scope.STATS_READ, turns.of(this::answer))
                .get("/stats/several", Scope.STATS_READ, turns.of(this::several));
    }

    private record QueryJson(
            Instant from,
            Instant to,
            String tz,
            @Nullable String interval,
            List<String> by,
            Map<String, List<String>> filters) {
        static QueryJson of(StatsQuery query) {
            Selection selection = query.selection();
            Interval interval = query.interval();
            Map<String, List<String>> filters = new LinkedHashMap<>();
            for (Map.Entry<Filter, List<String>> filter : selection.filters().entrySet()) {
                filters.put(filter.getKey().label(), filter.getValue());
            }
            return new QueryJson(
                    selection.from(),
                    selection.to(),
                    query.zone().getId(),
                    interval == null ? null : interval.label(),
                    query.by().stream().map(Dimension::label).toList(),
                    filters);
        }
    }

    private record AnswerJson(
            QueryJson query,
            Map<String, @Nullable Object> total,
            List<Map<String, @Nullable Object>> rows,
            boolean truncated,
            @Nullable Integer smallCells,
            Instant asOf) {}

    private void answer(Context ctx) {
        Parameters parameters = Guard.within(ctx, Query.of(ctx));
        String type = MediaTypes.choose(ctx, List.of(Json.CONTENT_TYPE, MediaTypes.CSV));
        @Nullable CsvForm form = type.equals(MediaTypes.CSV) ? CsvForm.of(parameters) : null;
        StatsQuery query = StatsQuery.parse(parameters, clock);
        StatsAnswer answer = answer(ctx, query);
        if (form != null) {
            if (ctx.method() != HandlerType.HEAD) {
                trail.add(ctx, Action.STATS_EXPORTED, Subject.NONE, Exports.asked(ctx, true));
            }
            csv(ctx, form, answer);
        } else {
            Json.answer(ctx, 200, json(answer));
        }
    }

    private StatsAnswer answer(Context ctx, StatsQuery query) {
        return Hidings.of(ctx, smallCells).shown(stats.answer(query));
    }

    private record AnswersJson(List<AnswerJson> items) {}

    private void several(Context ctx) {
        Parameters parameters = Query.of(ctx);
        List<String> given = parameters.all("question");
        if (given.isEmpty()) {
            parameters.fault("question", FaultCode.MISSING);
        } else if (given.size() > MOST_QUESTIONS) {
            parameters.fault("question", FaultCode.TOO_MANY, Map.of("most", MOST_QUESTIONS));
        }
        parameters.finish();
        List<StatsQuery> questions =
                each(given, question -> StatsQuery.parse(Guard.within(ctx, Query.of(question)), clock));
        Json.answer(ctx, 200, new AnswersJson(each(questions, question -> json(answer(ctx, question)))));
    }

    /** @throws RefusedException INVALID with the faults of all, which bear the place of theirs before their names */
    private static <S, T> List<T> each(List<S> questions, Function<S, T> answer) {
        Faults faults = new Faults();
        List<T> answers = new ArrayList<>();
        for (int i = 0; i < questions.size(); i++) {
            String place = "question[" + i + "].";
            try {
                answers.add(answer.apply(questions.get(i)));
            } catch (RefusedException e) {
                e.faults().forEach(fault -> faults.add(fault.at(place + fault.field())));
            }
        }
        faults.refuseIfAny();
        return answers;
    }

    private static void csv(Context ctx, CsvForm form, StatsAnswer answer) {
        StringWriter text = new StringWriter();
        try {
            CsvFiles.write(answer, form, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ctx.header("Content-Disposition", "attachment; filename=\"stats.csv\"");
        ctx.contentType(MediaTypes.CSV_FILE).result(text.toString());
    }

    private static AnswerJson json(StatsAnswer answer) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>(answer.rows().size());
        for (StatsAnswer.Row row : answer.rows()) {
            Map<String, @Nullable Object> json = new LinkedHashMap<>(row.keys());
            json.computeIfPresent(Dimension.GENERATION.label(), (name, text) -> Integer.valueOf(text.toString()));
            put(json, row.figures(), answer, row.hidden());
            rows.add(json);
        }
        Map<String, @Nullable Object> total = new LinkedHashMap<>();
        put(total, answer.total(), answer, answer.totalHidden());
        return new AnswerJson(
                QueryJson.of(answer.query()),
                total,
                rows,
                answer.truncated(),
                answer.smallCells() == 0 ? null : answer.smallCells(),
                answer.asOf());
    }

    /** Where something may be hidden, it says whether it is; what is hidden is null. */
    private static void put(Map<String, @Nullable Object> json, Figures figures, StatsAnswer answer, boolean hidden) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        put(shown, figures, answer.query().conversions());
        if (hidden) {
            shown.replaceAll((name, value) -> null);
        }
        json.putAll(shown);
        if (answer.smallCells() > 0) {
            json.put("hidden", hidden);
        }
    }

    private static void put(Map<String, @Nullable Object> json, Figures figures, boolean conversions) {
        json.put("clicks", figures.clicks());
        json.put("visitors", figures.visitors());
        json.put("previews", figures.previews());
        json.put("shares", figures.shares());
        json.put("bots", figures.bots());
        json.put("suppressed", figures.suppressed());
        json.put("unusual", figures.unusual());
        json.put("darkBefore", figures.darkBefore());
        json.put("darkAfter", figures.darkAfter());
        if (!conversions) {
            return;
        }
        json.put("conversions", figures.conversions());
        json.put(
                "revenue",
                MoneyJson.of(figures.revenue().amount(), figures.revenue().currency()));
        json.put(
                "otherRevenue",
                figures.otherRevenue().stream()
                        .map(money -> MoneyJson.of(money.amount(), money.currency()))
                        .toList());
    }
}
