package app.grapevine.web.shlink;

import app.grapevine.base.Fault;
import app.grapevine.base.RefusedException;
import app.grapevine.web.http.Json;
import app.grapevine.web.http.Problem;
import app.grapevine.web.http.ProblemType;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What this program refuses, in Shlink's words. What Shlink has no words for is told as the API tells it. */
final class ShlinkWords {
    /** What clients call what the API calls otherwise. */
    private static final Map<String, String> NAMES = Map.of(
            "destination", "longUrl",
            "code", "customSlug",
            "validFrom", "validSince",
            "maxClicks", "maxVisits",
            "rules", "redirectRules",
            "rootDestination", "baseUrlRedirect",
            "unknownDestination", "invalidShortUrlRedirect",
            "tag", "newName");

    private ShlinkWords() {}

    static void answer(Context ctx, ShlinkProblem problem) {
        ctx.status(problem.status()).result(Json.bytes(problem)).contentType(Problem.CONTENT_TYPE);
    }

    /** As {@link app.grapevine.web.http.Problems.Telling} has it. */
    static void tell(Context ctx, Exception cause, Problem problem) {
        if (cause instanceof RefusedException refusal && refusal.reason() == RefusedException.Reason.INVALID) {
            answer(ctx, invalid(refusal.faults()));
        } else if (problem.type().equals(ProblemType.MALFORMED.uri())) {
            answer(ctx, ShlinkProblem.malformed());
        } else if (problem.type().equals(ProblemType.UNAUTHENTICATED.uri())) {
            answer(ctx, ShlinkProblem.keyInvalid());
        } else if (problem.type().equals(ProblemType.FORBIDDEN.uri()) && isOfTags(ctx)) {
            answer(ctx, ShlinkProblem.tagForbidden(ctx.method().name().equals("PUT") ? "rename" : "delete"));
        } else if (problem.type().equals(ProblemType.NOT_FOUND.uri())) {
            answer(ctx, ShlinkProblem.noRoute());
        } else {
            ctx.result(Json.bytes(problem)).contentType(Problem.CONTENT_TYPE);
        }
    }

    private static boolean isOfTags(Context ctx) {
        return ctx.path().equals(ShlinkDoor.BASE + TagsApi.PATH)
                && !ctx.method().name().equals("GET");
    }

    static ShlinkProblem invalid(List<Fault> faults) {
        return ShlinkProblem.invalid(
                faults.stream()
                        .map(fault -> top(name(fault.field())))
                        .distinct()
                        .toList(),
                faults.stream()
                        .map(fault -> name(fault.field()) + " " + fault.message())
                        .collect(Collectors.joining("; ")));
    }

    /** The field that a path begins with. */
    private static String top(String path) {
        return path.split("[.\\[]", 2)[0];
    }

    private static String name(String field) {
        String top = top(field);
        return NAMES.getOrDefault(top, top) + field.substring(top.length());
    }
}
