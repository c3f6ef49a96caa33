package app.grapevine.web.http;

import java.util.Locale;

/** The kinds of problems that the API answers with. Their names are kept: programs decide by them. */
public enum ProblemType {
    MALFORMED(400, "The request cannot be read", "The body is not JSON, or is cut off, or is not in UTF-8."),
    UNAUTHENTICATED(
            401,
            "A key or a sign-in is needed",
            "There is no API key and no session, or it is unknown, mistyped, revoked or at its end; or what was given to sign in"
                    + " is wrong."),
    FORBIDDEN(403, "Not allowed", "The API key or the account is good, but lacks the scope that is named."),
    CROSS_ORIGIN(
            403,
            "Asked from another page",
            "Only pages of this service may sign in, or change something with a session's cookie."),
    NOT_FOUND(404, "Not found", "There is no such thing, or it was deleted."),
    METHOD_NOT_ALLOWED(405, "Not allowed here", "The header Allow names the methods that are."),
    TIMEOUT(408, "Too slow", "The request did not arrive in time."),
    TAKEN(409, "Taken", "The code or name is in use, or was once: codes are never issued again."),
    LAST_ADMIN_KEY(409, "The last admin key", "It can neither be revoked nor given an end; make another first."),
    KEY_OF_SETTING(409, "The key of the settings", "Its secret is the setting admin.key: change it there."),
    STILL_RUNNING(409, "Still running", "The first request with this idempotency key has no answer yet."),
    TOO_LARGE(413, "Too large", "The body is longer, or holds more items, than is taken at once."),
    UNSUPPORTED_MEDIA_TYPE(
            415, "Unsupported content type", "The body has a type or an encoding that is not taken here."),
    INVALID(422, "Something is wrong in it", "Fields or parameters are wrong; errors names each, with a code."),
    IDEMPOTENCY_KEY_REUSED(422, "Idempotency key reused", "The idempotency key belongs to another request."),
    TOO_MANY(429, "Too many requests", "The header Retry-After says how long to wait."),
    INTERNAL(500, "An error of ours", "The detail has the number under which the log has the cause."),
    UNAVAILABLE(503, "Not available now", "The header Retry-After says when to try again.");

    /** What a type begins with; each leads to a page that explains it. */
    public static final String BASE = "/api/problems/";

    private final int status;
    private final String title;
    private final String meaning;

    ProblemType(int status, String title, String meaning) {
        this.status = status;
        this.title = title;
        this.meaning = meaning;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    public String meaning() {
        return meaning;
    }

    /** The last part of the type: {@code still-running}. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String uri() {
        return BASE + slug();
    }
}
