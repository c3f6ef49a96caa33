package app.grapevine.web.shlink;

import app.grapevine.base.Parameters;
import app.grapevine.base.RefusedException;
import app.grapevine.web.http.Query;
import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request as Shlink reads them: those that nobody knows are ignored, what is wrong with one is told at once.
 * Not safe for use by many threads.
 */
final class ShlinkQuery {
    /** The most that a page has, of whatever; where a client asks for all, it gets as many. */
    static final int MOST = 5000;

    private final Parameters parameters;

    private ShlinkQuery(Parameters parameters) {
        this.parameters = parameters;
    }

    /** @throws RefusedException INVALID for what is not UTF-8 */
    static ShlinkQuery of(Context ctx) {
        Parameters parameters = Query.of(ctx);
        if (!parameters.faults().isEmpty()) {
            throw RefusedException.invalid(parameters.faults());
        }
        return new ShlinkQuery(parameters);
    }

    /** The last value, as PHP reads it; null where there is none. */
    @Nullable
    String text(String name) {
        List<String> all = parameters.all(name);
        return all.isEmpty() ? null : all.get(all.size() - 1);
    }

    /** A list, whose name clients write with brackets, those of PHP with numbers in them from 0 on. */
    List<String> list(String name) {
        List<String> all = new ArrayList<>(parameters.all(name + "[]"));
        all.addAll(parameters.all(name));
        List<String> numbered = parameters.all(name + "[0]");
        for (int i = 1; !numbered.isEmpty(); i++) {
            all.addAll(numbered);
            numbered = parameters.all(name + "[" + i + "]");
        }
        return all;
    }

    boolean isTrue(String name) {
        String text = text(name);
        return text != null && (text.equals("true") || text.equals("1"));
    }

    /** The page, from 1 on. @throws ShlinkException */
    int page() {
        Integer page = number("page");
        return page == null || page < 1 ? 1 : page;
    }

    /** How many a page has. @param usual 0 for as many as there can be @throws ShlinkException */
    int itemsPerPage(int usual) {
        Integer size = number("itemsPerPage");
        if (size == null) {
            return usual == 0 ? MOST : usual;
        }
        return size < 1 || size > MOST ? MOST : size;
    }

    private @Nullable Integer number(String name) {
        String text = text(name);
        try {
            return text == null ? null : Integer.valueOf(text);
        } catch (NumberFormatException e) {
            throw wrong(name, "must be a whole number");
        }
    }

    /** A moment; null where none is given. @throws ShlinkException */
    @Nullable
    Instant moment(String name) {
        String text = text(name);
        try {
            return text == null ? null : ShlinkDates.parse(text);
        } catch (DateTimeException e) {
            throw wrong(name, "must be a date in ISO 8601");
        }
    }

    /** Whether all are meant and not any. @throws ShlinkException */
    boolean isAll(String name) {
        String mode = text(name);
        if (mode != null && !mode.equals("all") && !mode.equals("any")) {
            throw wrong(name, "must be any or all");
        }
        return "all".equals(mode);
    }

    static ShlinkException wrong(String name, String why) {
        return new ShlinkException(ShlinkProblem.invalid(List.of(name), name + " " + why));
    }
}
