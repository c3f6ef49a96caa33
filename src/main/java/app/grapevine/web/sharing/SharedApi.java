package app.grapevine.web.sharing;

import app.grapevine.audit.Action;
import app.grapevine.audit.Subject;
import app.grapevine.base.FaultCode;
import app.grapevine.base.Parameters;
import app.grapevine.base.RefusedException;
import app.grapevine.campaigns.Campaigns;
import app.grapevine.channels.ChannelCatalogue;
import app.grapevine.ops.Metrics;
import app.grapevine.returns.ReturnQuery;
import app.grapevine.returns.ReturnReport;
import app.grapevine.returns.Returns;
import app.grapevine.security.LinkPasswords;
import app.grapevine.security.RateLimits;
import app.grapevine.sharing.Pass;
import app.grapevine.sharing.Section;
import app.grapevine.sharing.SharedReport;
import app.grapevine.sharing.SharedReports;
import app.grapevine.stats.SmallCells;
import app.grapevine.stats.Stats;
import app.grapevine.stats.StatsQuery;
import app.grapevine.web.access.ApiRoutes;
import app.grapevine.web.access.ClientAddress;
import app.grapevine.web.access.Guard;
import app.grapevine.web.api.SeveralQuestions;
import app.grapevine.web.api.StatsJson;
import app.grapevine.web.audit.Trail;
import app.grapevine.web.http.Bodies;
import app.grapevine.web.http.Fields;
import app.grapevine.web.http.Json;
import app.grapevine.web.http.ProblemException;
import app.grapevine.web.http.ProblemType;
import app.grapevine.web.http.Query;
import app.grapevine.web.http.Routes;
import app.grapevine.web.http.Turns;
import app.grapevine.web.returns.ReturnApi;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What whoever has the address of a shared report reads: that report and nothing beside it. The paths are those of the API behind {@code
 * /shared}, so that the page that shows reports shows this one too. Who asks shows the token of the address, and after a password a
 * {@link Pass}; no cookie is set or read, and nothing of who asks is kept. Single visits are told to nobody here.
 */
public final class SharedApi implements Routes {
    private static final String PATH = "/shared";
    private static final String SCHEME = "Bearer ";
    /** What is shown once the password was given. */
    private static final String PASS = "Grapevine-Pass";

    /** The names of the constants, in lower case with hyphens, are the metric's labels. */
    private enum Outcome {
        OPENED,
        LOCKED,
        WRONG_PASSWORD,
        UNKNOWN,
        LIMITED
    }

    private final SharedReports reports;
    private final Stats stats;
    private final Returns returns;
    private final Campaigns campaigns;
    private final ChannelCatalogue channels;
    private final SmallCells smallCells;
    private final RateLimits limits;
    private final ClientAddress addresses;
    private final Turns turns;
    private final Trail trail;
    private final Clock clock;
    private final List<Metrics.Events> outcomes;

    /** @param smallCells what is hidden of few people whoever asks; a report may hide more */
    public SharedApi(
            SharedReports reports,
            Stats stats,
            Returns returns,
            Campaigns campaigns,
            ChannelCatalogue channels,
            SmallCells smallCells,
            RateLimits limits,
            ClientAddress addresses,
            Turns turns,
            Trail trail,
            Metrics metrics,
            Clock clock) {
        this.reports = reports;
        this.stats = stats;
        this.returns = returns;
        this.campaigns = campaigns;
        this.channels = channels;
        this.smallCells = smallCells;
        this.limits = limits;
        this.addresses = addresses;
        this.turns = turns;
        this.trail = trail;
        this.clock = clock;
        this.outcomes = metrics.counters(
                "grapevine_shared_reports",
                "What came of it that somebody came to the address of a shared report.",
                "outcome",
                Stream.of(Outcome.values())
                        .map(outcome -> outcome.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .toList());
    }

    @Override
    public void addTo(RoutesConfig routes) {
        new ApiRoutes(routes)
                .openGet(PATH, this::describe)
                .openPost(PATH + "/password", this::unlock)
                .openGet(PATH + "/stats", turns.of(this::answer))
                .openGet(PATH + "/stats/several", turns.of(this::several))
                .openGet(PATH + "/campaigns/{slug}/return", turns.of(this::brought));
    }

    private void count(Outcome outcome) {
        outcomes.get(outcome.ordinal()).increment();
    }

    private record PassJson(String pass, Instant expiresAt) {}

    private void describe(Context ctx) {
        Query.none(ctx);
        SharedReports.Asked asked = asked(ctx);
        SharedReport report = asked.report();
        if (!Pass.opens(report, ctx.header(PASS), clock.instant())) {
            count(Outcome.LOCKED);
            Json.answer(ctx, 200, OpenedJson.LOCKED);
            return;
        }
        SharedQuestion question = question(asked);
        if (ctx.method() != HandlerType.HEAD) {
            note(report);
        }
        String campaign = question.campaign();
        Json.answer(
                ctx,
                200,
                OpenedJson.of(
                        question,
                        campaign == null ? null : campaigns.find(campaign).orElse(null),
                        hidden(question),
                        channels,
                        clock.instant()));
    }

    /** Of each day the first opening is noted, and the first of all in the audit log. */
    private void note(SharedReport report) {
        count(Outcome.OPENED);
        if (!reports.isNotedToday(report)) {
            trail.togetherOnly(() -> {
                if (reports.opened(report)) {
                    trail.addOfReader(Action.SHAREDREPORT_OPENED, Subject.sharedReport(report.id()));
                }
            });
        }
    }

    /** Takes the password, and gives a pass for it. */
    private void unlock(Context ctx) {
        Query.none(ctx);
        SharedReport report = asked(ctx).report();
        String hash = report.draft().passwordHash();
        if (hash == null) {
            throw ProblemException.of(ProblemType.NOT_FOUND, "This report has no password.");
        }
        Fields fields = Fields.of(Bodies.parse(Bodies.bytes(ctx, Bodies.STRANGERS_LIMIT, List.of(Json.CONTENT_TYPE))));
        String password = fields.required("password", fields.string("password"));
        fields.finish();
        if (!isRight(ctx, report, password == null ? "" : password, hash)) {
            count(Outcome.WRONG_PASSWORD);
            throw RefusedException.invalid("password", FaultCode.WRONG_REPORT_PASSWORD);
        }
        Instant now = clock.instant();
        Json.answer(ctx, 200, new PassJson(Pass.issue(report, now), now.plus(Pass.HOLDS)));
    }

    private boolean isRight(Context ctx, SharedReport report, String password, String hash) {
        InetAddress address = addresses.of(ctx);
        String what = "report " + report.id();
        limits.password(address, what).ifPresent(wait -> refuse(wait, "Too many wrong passwords were given."));
        boolean right;
        try {
            right = LinkPasswords.matches(password, hash);
        } catch (RefusedException e) {
            limits.passwordNotWrong(address, what);
            throw e;
        }
        if (right) {
            limits.passwordNotWrong(address, what);
        }
        return right;
    }

    private void answer(Context ctx) {
        SharedQuestion question = opened(ctx);
        Json.answer(ctx, 200, answer(question, question.narrowed(Query.of(ctx))));
    }

    private void several(Context ctx) {
        SharedQuestion question = opened(ctx);
        SeveralQuestions.answer(ctx, question::narrowed, query -> answer(question, query));
    }

    private StatsJson answer(SharedQuestion question, StatsQuery query) {
        StatsJson answer = StatsJson.of(hidden(question).shown(stats.answer(query)));
        return question.draft().shows(Section.GROUPS) ? answer : answer.without("audience");
    }

    private void brought(Context ctx) {
        Parameters parameters = Query.of(ctx);
        String slug = Query.id(ctx, "slug");
        SharedQuestion question = opened(ctx);
        if (!question.draft().shows(Section.RETURN)
                || !question.isOfWholeCampaign()
                || !slug.equals(question.campaign())) {
            throw ProblemException.of(ProblemType.NOT_FOUND, "What this campaign brought is not shared.");
        }
        // What all campaigns together led to is not this one's.
        ReturnReport report = returns.of(ReturnQuery.parse(slug, parameters), false, hidden(question));
        ReturnApi.answer(ctx, question.draft().costs() ? report : report.withoutCosts());
    }

    private SmallCells hidden(SharedQuestion question) {
        return new SmallCells(Math.max(smallCells.least(), question.draft().smallCells()));
    }

    /** What is shared with who asks. @throws ProblemException 401, 403, 404, 429 */
    private SharedQuestion opened(Context ctx) {
        SharedReports.Asked asked = asked(ctx);
        if (!Pass.opens(asked.report(), ctx.header(PASS), clock.instant())) {
            throw ProblemException.of(ProblemType.FORBIDDEN, "This report is behind a password.");
        }
        return question(asked);
    }

    /** As of now; there is none where its maker's reach has become another. */
    private SharedQuestion question(SharedReports.Asked asked) {
        try {
            return SharedQuestion.read(asked.report().draft(), asked.maker().reach(), clock);
        } catch (RefusedException e) {
            throw unknown();
        }
    }

    private SharedReports.Asked asked(Context ctx) {
        String token = token(ctx);
        if (token == null) {
            throw Guard.unauthenticated(
                    "Send Authorization: Bearer and the token of the address.", "charset=\"UTF-8\"");
        }
        return reports.ask(token)
                .map(asked -> {
                    limits.sharedReport(asked.report().id())
                            .ifPresent(wait -> refuse(wait, "This report is asked for too often."));
                    return asked;
                })
                .orElseGet(() -> {
                    InetAddress address = addresses.of(ctx);
                    limits.unknown(address)
                            .ifPresent(wait ->
                                    refuse(wait, "Too many reports that are none were asked for from this address."));
                    count(Outcome.UNKNOWN);
                    throw unknown();
                });
    }

    private void refuse(Duration wait, String detail) {
        count(Outcome.LIMITED);
        Guard.refuse(wait, detail);
    }

    private static ProblemException unknown() {
        return ProblemException.of(
                ProblemType.NOT_FOUND, "There is no such report, or it has ended, or nobody may share it any more.");
    }

    private static @Nullable String token(Context ctx) {
        String header = ctx.header("Authorization");
        return header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? null
                : header.substring(SCHEME.length()).trim();
    }
}
