package app.grapevine.web.visit;

import app.grapevine.abuse.AbuseReport.Reason;
import app.grapevine.abuse.AbuseReports;
import app.grapevine.base.FaultCode;
import app.grapevine.base.RefusedException;
import app.grapevine.links.Link;
import app.grapevine.ops.Metrics;
import app.grapevine.security.RateLimits;
import app.grapevine.web.access.ClientAddress;
import app.grapevine.web.access.SameOrigin;
import app.grapevine.web.http.ProblemException;
import app.grapevine.web.http.ProblemType;
import app.grapevine.web.http.Problems;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Takes what recipients report of a link by the form on the page that says where it leads. It needs no script, no cookie and
 * no name; of the address nothing is kept but, in memory, how often it reported.
 */
final class ReportApi {
    private static final String PATH = "/{code}/report";
    /** 700 characters, each of up to twelve bytes once it is percent-encoded, and some room. */
    private static final int BODY_LIMIT = 10_000;

    private final LinkFinder links;
    private final AbuseReports reports;
    private final RateLimits limits;
    private final ClientAddress addresses;
    private final List<Metrics.Events> counts;

    ReportApi(LinkFinder links, AbuseReports reports, RateLimits limits, ClientAddress addresses, Metrics metrics) {
        this.links = links;
        this.reports = reports;
        this.limits = limits;
        this.addresses = addresses;
        this.counts = metrics.counters(
                "grapevine_link_reports",
                "What recipients reported of links, by reason.",
                "reason",
                Stream.of(Reason.values()).map(Reason::label).toList());
    }

    void addTo(RoutesConfig routes) {
        routes.post(PATH, this::report);
        routes.get(PATH, this::toForm);
        routes.head(PATH, this::toForm);
    }

    /** For who opens again what stands in the browser's address once something was reported. */
    private void toForm(Context ctx) {
        if (Problems.isApi(ctx.path())) {
            throw ProblemException.of(ProblemType.NOT_FOUND, "There is no such route.");
        }
        links.withLink(
                ctx,
                ctx.pathParam("code"),
                target -> ctx.redirect("/" + target.link().code() + "+"));
    }

    private void report(Context ctx) {
        if (Problems.isApi(ctx.path())) {
            throw ProblemException.of(ProblemType.NOT_FOUND, "There is no such route.");
        }
        if (SameOrigin.isElsewhere(ctx)) {
            RecipientPages.message(ctx, 403, "foreignReport");
            return;
        }
        Form form = Form.of(ctx, BODY_LIMIT);
        links.withLink(ctx, ctx.pathParam("code"), target -> report(ctx, target.link(), form));
    }

    private void report(Context ctx, Link link, Form form) {
        Reason reason = reason(form);
        Optional<Duration> wait = limits.report(addresses.of(ctx));
        if (wait.isPresent()) {
            RecipientPages.tooMany(ctx, wait.get(), "tooManyReports");
            return;
        }
        reports.enter(link.id(), reason, form.field("words"), form.field("contact"));
        counts.get(reason.ordinal()).increment();
        RecipientPages.message(ctx, 200, "reported");
    }

    private static Reason reason(Form form) {
        String label = form.field("reason");
        return Optional.ofNullable(label)
                .flatMap(Reason::find)
                .orElseThrow(() -> RefusedException.invalid(
                        "reason",
                        FaultCode.NOT_ONE_OF,
                        Map.of(
                                "known",
                                String.join(
                                        ", ",
                                        Stream.of(Reason.values())
                                                .map(Reason::label)
                                                .toList()))));
    }
}
