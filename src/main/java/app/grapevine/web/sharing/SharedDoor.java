package app.grapevine.web.sharing;

import app.grapevine.base.FaultCode;
import app.grapevine.base.RefusedException;
import app.grapevine.ops.Metrics;
import app.grapevine.security.LinkPasswords;
import app.grapevine.security.RateLimits;
import app.grapevine.sharing.Pass;
import app.grapevine.sharing.SharedReport;
import app.grapevine.sharing.SharedReports;
import app.grapevine.web.access.ClientAddress;
import app.grapevine.web.access.Guard;
import app.grapevine.web.http.ProblemException;
import app.grapevine.web.http.ProblemType;
import io.javalin.http.Context;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lets whoever has the address of a shared report in: who shows the token of the address, and after a password a {@link Pass}. No cookie is
 * set or read, and of who asks nothing is kept but, in memory, how often an address was wrong. Safe for use by many threads.
 */
public final class SharedDoor {
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
    private final RateLimits limits;
    private final ClientAddress addresses;
    private final Clock clock;
    private final List<Metrics.Events> outcomes;

    public SharedDoor(SharedReports reports, RateLimits limits, ClientAddress addresses, Metrics metrics, Clock clock) {
        this.reports = reports;
        this.limits = limits;
        this.addresses = addresses;
        this.clock = clock;
        this.outcomes = metrics.counters(
                "grapevine_shared_reports",
                "What came of it that somebody came to the address of a shared report.",
                "outcome",
                Stream.of(Outcome.values())
                        .map(outcome -> outcome.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .toList());
    }

    /** The report whose token is shown, be it locked or not. @throws ProblemException 401, 404, 429 */
    SharedReports.Asked ask(Context ctx) {
        String token = token(ctx);
        if (token == null) {
            throw Guard.unauthenticated(
                    "Send Authorization: Bearer and the token of the address.", "charset=\"UTF-8\"");
        }
        Optional<SharedReports.Asked> asked = reports.ask(token);
        if (asked.isEmpty()) {
            limits.unknown(addresses.of(ctx))
                    .ifPresent(
                            wait -> refuse(wait, "Too many reports that are none were asked for from this address."));
            count(Outcome.UNKNOWN);
            throw unknown();
        }
        limits.sharedReport(asked.get().report().id())
                .ifPresent(wait -> refuse(wait, "This report is asked for too often."));
        return asked.get();
    }

    private static @Nullable String token(Context ctx) {
        String header = ctx.header("Authorization");
        return header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? null
                : header.substring(SCHEME.length()).trim();
    }

    /** Whether who asks may read it: with its password, or without where it has none. */
    boolean isOpen(Context ctx, SharedReport report) {
        return Pass.opens(report, ctx.header(PASS), clock.instant());
    }

    /** What is shared with who asks, as of now. @throws ProblemException 401, 403, 404, 429 */
    SharedQuestion enter(Context ctx) {
        SharedReports.Asked asked = ask(ctx);
        if (!isOpen(ctx, asked.report())) {
            throw ProblemException.of(ProblemType.FORBIDDEN, "This report is behind a password.");
        }
        return question(asked);
    }

    /** There is none where the reach of its maker has become another. @throws ProblemException 404 */
    SharedQuestion question(SharedReports.Asked asked) {
        try {
            return SharedQuestion.read(asked.report().draft(), asked.maker().reach(), clock);
        } catch (RefusedException e) {
            throw unknown();
        }
    }

    /**
     * A pass for who gave the password of a report that has one.
     *
     * @throws RefusedException INVALID for another one, BUSY if too many wait for a verdict
     * @throws ProblemException 429
     */
    String unlock(Context ctx, SharedReport report, String password) {
        InetAddress address = addresses.of(ctx);
        String what = "report " + report.id();
        limits.password(address, what).ifPresent(wait -> refuse(wait, "Too many wrong passwords were given."));
        boolean right;
        try {
            right = LinkPasswords.matches(
                    password, String.valueOf(report.draft().passwordHash()));
        } catch (RefusedException e) {
            limits.passwordNotWrong(address, what);
            throw e;
        }
        if (!right) {
            count(Outcome.WRONG_PASSWORD);
            throw RefusedException.invalid("password", FaultCode.WRONG_REPORT_PASSWORD);
        }
        limits.passwordNotWrong(address, what);
        return Pass.issue(report, clock.instant());
    }

    /** Counts that one was come to that is open to who came, or is not. */
    void countOpening(boolean open) {
        count(open ? Outcome.OPENED : Outcome.LOCKED);
    }

    private void count(Outcome outcome) {
        outcomes.get(outcome.ordinal()).increment();
    }

    private void refuse(Duration wait, String detail) {
        count(Outcome.LIMITED);
        Guard.refuse(wait, detail);
    }

    private static ProblemException unknown() {
        return ProblemException.of(
                ProblemType.NOT_FOUND, "There is no such report, or it has ended, or nobody may share it any more.");
    }
}
