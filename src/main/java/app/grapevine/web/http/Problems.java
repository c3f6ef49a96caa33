package app.grapevine.web.http;

import app.grapevine.base.RefusedException;
import app.grapevine.storage.DatabaseUnavailableException;
import com.github.f4b6a3.tsid.TsidCreator;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import java.io.EOFException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns exceptions into answers: problem details for programs, a small page for recipients. */
public final class Problems implements Routes {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    static final String RETRY_SECONDS = "5";
    private static final String FEEDS = "/api/v1/feeds/";
    private static final String TELLING = "grapevine.telling";

    /** Answers a request that failed in the words of another API. It sets status, type and body. */
    public interface Telling {
        /**
         * @param cause what was thrown
         * @param problem what the API would say of it
         */
        void tell(Context ctx, Exception cause, Problem problem);
    }

    /** Has what goes wrong from here on told otherwise than the API tells it; to be called before the route. */
    public static void tellBy(Context ctx, Telling telling) {
        ctx.attribute(TELLING, telling);
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.exception(Exception.class, Problems::answer);
        // Javalin has a handler of its own for these, which would be nearer to them than ours for all.
        routes.exception(HttpResponseException.class, Problems::answer);
    }

    /** Throws nothing: what it threw, Javalin would bring here again, without end where the request is gone for good. */
    private static void answer(Exception e, Context ctx) {
        try {
            answer(ctx, e, e instanceof HttpResponseException known ? ofJavalin(known) : asProblem(e, ctx));
        } catch (RuntimeException failure) {
            LOG.warn("nobody could be told of {}: {}", e.toString(), failure.toString());
        }
    }

    static void answer(Context ctx, ProblemException e) {
        answer(ctx, e, e);
    }

    private static void answer(Context ctx, Exception cause, ProblemException e) {
        e.headers().forEach(ctx::header);
        Problem problem = e.problem().at(ctx.path());
        ctx.status(problem.status());
        Telling telling = ctx.attribute(TELLING);
        if (telling != null) {
            telling.tell(ctx, cause, problem);
        } else if (isApi(ctx.path())) {
            ctx.result(Json.bytes(problem)).contentType(Problem.CONTENT_TYPE);
        } else {
            Pages.answer(ctx, Pages.error(problem.status(), problem.title()));
        }
    }

    /** The path as the log may have it: of a feed without the token, which is all that its reader needs. */
    private static String told(Context ctx) {
        return ctx.path().startsWith(FEEDS) ? FEEDS + "…" : ctx.path();
    }

    /** Whether programs ask there, and no recipient: the API, or one that is served beside it. */
    public static boolean isApi(String path) {
        return path.equals("/api") || path.startsWith("/api/") || path.startsWith("/rest/");
    }

    /** What the client is told of {@code e}; what is our fault is logged. */
    public static ProblemException asProblem(Exception e, Context ctx) {
        if (e instanceof ProblemException problem) {
            return problem;
        }
        if (e instanceof RefusedException refusal) {
            return refusal.reason() == RefusedException.Reason.BUSY
                    ? unavailable(message(e))
                    : new ProblemException(ofRefusal(refusal), retryAfter(refusal));
        }
        if (e instanceof DatabaseUnavailableException) {
            // Drivers go on with the statement and its values.
            String reason = message(e).lines().findFirst().orElse("");
            LOG.warn("{} {} is answered 503: {}", ctx.req().getMethod(), told(ctx), reason);
            return unavailable("The database cannot be reached.");
        }
        ProblemException ofRequest = ofRequest(e);
        return ofRequest == null ? unexpected(e, ctx) : ofRequest;
    }

    private static Map<String, String> retryAfter(RefusedException refusal) {
        return refusal.retryAfter()
                .map(wait ->
                        Map.of("Retry-After", Long.toString(wait.plusMillis(999).toSeconds())))
                .orElse(Map.of());
    }

    public static ProblemException unavailable(String detail) {
        return new ProblemException(Problem.of(ProblemType.UNAVAILABLE, detail), Map.of("Retry-After", RETRY_SECONDS));
    }

    /** Of whatever feature. */
    public static Problem ofRefusal(RefusedException e) {
        ProblemType type = switch (e.reason()) {
            case INVALID -> ProblemType.INVALID;
            case TAKEN -> ProblemType.TAKEN;
            case NOT_FOUND -> ProblemType.NOT_FOUND;
            case LAST_ADMIN_KEY -> ProblemType.LAST_ADMIN_KEY;
            case KEY_OF_SETTING -> ProblemType.KEY_OF_SETTING;
            case BUSY -> ProblemType.UNAVAILABLE;
            case LIMITED -> ProblemType.TOO_MANY;
        };
        return type == ProblemType.INVALID ? Problem.invalid(e.faults()) : Problem.of(type, message(e), e.faults());
    }

    private static String message(Exception e) {
        return String.valueOf(e.getMessage());
    }

    /** Of Javalin's own, only the router's two are met. */
    private static ProblemException ofJavalin(HttpResponseException e) {
        if (e instanceof MethodNotAllowedResponse) {
            Map<String, String> headers = new HashMap<>();
            e.getDetails().values().stream().findFirst().ifPresent(allowed -> headers.put("Allow", allowed));
            String detail = "It takes " + headers.getOrDefault("Allow", "other methods") + ".";
            return new ProblemException(Problem.of(ProblemType.METHOD_NOT_ALLOWED, detail), headers);
        }
        return e.getStatus() == HttpStatus.NOT_FOUND_404
                ? ProblemException.of(ProblemType.NOT_FOUND, "There is no such route.")
                : new ProblemException(plain(e.getStatus()), Map.of());
    }

    /** A status that needs no more words than its own. */
    static Problem plain(int status) {
        String title = HttpStatus.getMessage(status);
        if (status == HttpStatus.SERVICE_UNAVAILABLE_503) {
            return Problem.of(ProblemType.UNAVAILABLE, "Too many requests are being answered at this moment.");
        }
        String detail = status < HttpStatus.INTERNAL_SERVER_ERROR_500
                ? "The request is not HTTP as this service takes it."
                : "It could not be answered; the log says why.";
        return new Problem("about:blank", title == null ? "Error" : title, status, detail, null, List.of());
    }

    /** What Jetty found wrong with a request while its body was read: a bad chunk, its early end, its slowness. */
    private static @Nullable ProblemException ofRequest(Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpException http && http.getCode() < 500) {
                return ProblemException.of(ProblemType.MALFORMED, "The body does not arrive as HTTP has it.");
            }
            if (cause instanceof EOFException) {
                return ProblemException.of(ProblemType.MALFORMED, "The body ends before its end.");
            }
            if (cause instanceof TimeoutException) {
                return ProblemException.of(ProblemType.TIMEOUT, "The body did not arrive in time.");
            }
        }
        return null;
    }

    private static ProblemException unexpected(Exception e, Context ctx) {
        String id = TsidCreator.getTsid().toString();
        LOG.error("{} {} failed, error {}", ctx.req().getMethod(), told(ctx), id, e);
        return ProblemException.of(ProblemType.INTERNAL, "Error " + id + " in the log.");
    }
}
