package app.grapevine.web.shlink;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An error in Shlink's words: problem details whose types its clients decide by (the API's specification, and {@code ErrorType} of
 * its SDK).
 *
 * @param more members that the type has besides
 */
record ShlinkProblem(String type, String title, String detail, int status, Map<String, Object> more) {
    private static final String TYPES = "https://shlink.io/api/error/";

    ShlinkProblem {
        more = Map.copyOf(more);
    }

    @Override
    @JsonAnyGetter
    public Map<String, Object> more() {
        return more;
    }

    private static ShlinkProblem of(String type, String title, String detail, int status, Map<String, Object> more) {
        return new ShlinkProblem(TYPES + type, title, detail, status, more);
    }

    /** @param elements the names of what is wrong, as clients write them */
    static ShlinkProblem invalid(List<String> elements, String why) {
        String detail = "Provided data is not valid" + (why.isEmpty() ? "" : ": " + why);
        return of("invalid-data", "Invalid data", detail, 400, Map.of("invalidElements", elements));
    }

    static ShlinkProblem malformed() {
        String detail = "Provided request does not contain a valid JSON body.";
        return of("malformed-request-body", "Malformed request body", detail, 400, Map.of());
    }

    /** @param domain null for the default one */
    static ShlinkProblem slugTaken(String slug, @Nullable String domain) {
        String detail = "Provided slug \"" + slug + "\" is already in use" + on(domain) + ", or was once.";
        return of("non-unique-slug", "Invalid custom slug", detail, 400, with("customSlug", slug, domain));
    }

    /** @param where what is missing */
    static ShlinkProblem keyMissing(String where, String name) {
        String detail = "Expected authentication to be provided in " + where + " \"" + name + "\".";
        return of(
                "missing-authentication", "Invalid authorization", detail, 401, Map.of("expectedTypes", List.of(name)));
    }

    static ShlinkProblem keyInvalid() {
        return of(
                "invalid-api-key", "Invalid API key", "Provided API key does not exist or is invalid.", 401, Map.of());
    }

    /** @param doing such as {@code rename} */
    static ShlinkProblem tagForbidden(String doing) {
        String detail = "You are not allowed to " + doing + " tags";
        return of("forbidden-tag-operation", "Forbidden tag operation", detail, 403, Map.of());
    }

    /** @param domain null for the default one */
    static ShlinkProblem noShortUrl(String code, @Nullable String domain) {
        String detail = "No URL found with short code \"" + code + "\"" + on(domain);
        return of("short-url-not-found", "Short URL not found", detail, 404, with("shortCode", code, domain));
    }

    static ShlinkProblem noTag(String tag) {
        String detail = "Tag with name \"" + tag + "\" could not be found";
        return of("tag-not-found", "Tag not found", detail, 404, Map.of("tag", tag));
    }

    static ShlinkProblem noDomain(String authority) {
        String detail = "Domain with authority \"" + authority + "\" could not be found";
        return of("domain-not-found", "Domain not found", detail, 404, Map.of("authority", authority));
    }

    static ShlinkProblem tagTaken(String oldName, String newName) {
        String detail = "You cannot rename tag " + oldName + " to " + newName + ", because it already exists";
        return of("tag-conflict", "Tag conflict", detail, 409, Map.of("oldName", oldName, "newName", newName));
    }

    static ShlinkProblem noRoute() {
        return of("not-found", "Not found", "There is no such route.", 404, Map.of());
    }

    static ShlinkProblem noMercure() {
        String detail = "This instance is not integrated with a mercure hub.";
        return of("mercure-not-configured", "Mercure integration not configured", detail, 501, Map.of());
    }

    private static String on(@Nullable String domain) {
        return domain == null ? "" : " for domain \"" + domain + "\"";
    }

    private static Map<String, Object> with(String name, String value, @Nullable String domain) {
        Map<String, Object> more = new LinkedHashMap<>(Map.of(name, value));
        if (domain != null) {
            more.put("domain", domain);
        }
        return more;
    }
}
