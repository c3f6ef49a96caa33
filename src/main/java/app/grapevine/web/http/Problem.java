package app.grapevine.web.http;

import app.grapevine.base.Fault;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
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

    /**
     * A fault as the API writes it.
     *
     * @param field as a path: {@code card.image}, {@code tags[1]}; empty for the body as a whole
     * @param message in English, for people; programs decide by the code
     * @param values what the message has of its own: a length, a character
     */
    record FieldError(
            String field,
            String message,
            String code,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Object> values) {
        static FieldError of(Fault fault) {
            return new FieldError(fault.field(), fault.message(), fault.code().label(), fault.values());
        }
    }

    public static Problem of(ProblemType type, @Nullable String detail) {
        return of(type, detail, List.of());
    }

    static Problem of(ProblemType type, @Nullable String detail, List<Fault> faults) {
        return new Problem(
                type.uri(),
                type.title(),
                type.status(),
                detail,
                null,
                faults.stream().map(FieldError::of).toList());
    }

    static Problem invalid(List<Fault> faults) {
        return of(ProblemType.INVALID, faults.size() == 1 ? inWords(faults.get(0)) : faults.size() + " faults", faults);
    }

    /** The field "" is the whole. */
    private static String inWords(Fault fault) {
        return (fault.field().isEmpty() ? "It" : fault.field() + ":") + " " + fault.message();
    }

    public Problem at(String path) {
        return new Problem(type, title, status, detail, path, errors);
    }
}
