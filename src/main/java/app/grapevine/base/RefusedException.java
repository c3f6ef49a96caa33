package app.grapevine.base;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What was asked cannot be done: why, in stable words, and which fields are at fault. Every feature refuses by this
 * type, or by one of its own that extends it where a caller has to tell it apart; so whoever answers for all features
 * need not know any. It has no stack trace: what it tells is for who asked.
 */
public class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Why. */
    public enum Reason {
        /** Fields are wrong; see {@link #faults}. */
        INVALID,
        /** A code, slug or name is in use, or was once. */
        TAKEN,
        NOT_FOUND,
        /** Without this key nobody could make another. */
        LAST_ADMIN_KEY,
        /** Its secret is a setting, and is changed there. */
        KEY_OF_SETTING,
        /** More is asked at this moment than this machine is allowed to work at: to be tried again in a moment. */
        BUSY,
        /** More than one may do within a while; {@link #retryAfter} says when one may go on. */
        LIMITED
    }

    private final String message;
    private final Reason reason;
    private final transient List<Fault> faults;
    private final transient @Nullable Duration wait;

    public RefusedException(Reason reason, String message, List<Fault> faults) {
        this(reason, message, faults, null);
    }

    private RefusedException(Reason reason, String message, List<Fault> faults, @Nullable Duration wait) {
        super(message, null, false, false);
        this.message = message;
        this.reason = reason;
        this.faults = List.copyOf(faults);
        this.wait = wait;
    }

    public RefusedException(Reason reason, String message) {
        this(reason, message, List.of());
    }

    /** INVALID. */
    public static RefusedException invalid(List<Fault> faults) {
        return new RefusedException(
                Reason.INVALID,
                faults.stream().map(RefusedException::inWords).collect(Collectors.joining("; ")),
                faults);
    }

    /** INVALID, for one field. */
    public static RefusedException invalid(String field, FaultCode code) {
        return invalid(List.of(new Fault(field, code)));
    }

    /** INVALID, for one field. */
    public static RefusedException invalid(String field, FaultCode code, Map<String, Object> values) {
        return invalid(List.of(new Fault(field, code, values)));
    }

    /** LIMITED. @param wait until there is more to be had */
    public static RefusedException limited(Fault fault, Duration wait) {
        return new RefusedException(Reason.LIMITED, inWords(fault), List.of(fault), wait);
    }

    public static RefusedException notFound(String message) {
        return new RefusedException(Reason.NOT_FOUND, message);
    }

    private static String inWords(Fault fault) {
        return (fault.field().isEmpty() ? "it" : fault.field()) + " " + fault.message();
    }

    /** Why, for people. */
    @Override
    public String getMessage() {
        return message;
    }

    public Reason reason() {
        return reason;
    }

    public List<Fault> faults() {
        return faults;
    }

    /** How long to wait before it is tried again; empty where that would not help. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(wait);
    }

    /** The same refusal of something whose fields have other names, which {@code name} gives. */
    public RefusedException renamed(UnaryOperator<String> name) {
        List<Fault> renamed = faults.stream()
                .map(fault -> fault.at(name.apply(fault.field())))
                .toList();
        return reason == Reason.INVALID ? invalid(renamed) : new RefusedException(reason, message, renamed, wait);
    }
}
