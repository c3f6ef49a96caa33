package app.grapevine.web.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An error as the API answers it: problem details of RFC 9457.
 *
 * @param type a reference relative to this service, which leads to its explanation
 * @param instance the path that was asked
 * @param errors each faulty field or parameter
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        String type,
        String title,
        int status,
        @Nullable String detail,
        @Nullable String instance,
        List<FieldError> errors) {
    public static final String CONTENT_TYPE = "application/problem+json";

    public Problem {
        errors = List.copyOf(errors);
    }

    /** @param field as a path: {@code card.image}, {@code tags[1]}; empty for the body as a whole */
    record FieldError(String field, String message) {}

    public static Problem of(ProblemType type, @Nullable String detail) {
        return new Problem(type.uri(), type.title(), type.status(), detail, null, List.of());
    }

    static Problem invalid(List<FieldError> errors) {
        return new Problem(
                ProblemType.INVALID.uri(),
                ProblemType.INVALID.title(),
                ProblemType.INVALID.status(),
                errors.size() == 1 ? inWords(errors.get(0)) : errors.size() + " faults",
                null,
                errors);
    }

    /** The field "" is the whole. */
    private static String inWords(FieldError error) {
        return (error.field().isEmpty() ? "It" : error.field() + ":") + " " + error.message();
    }

    public Problem at(String path) {
        return new Problem(type, title, status, detail, path, errors);
    }
}
