package app.grapevine.web.http;

import app.grapevine.base.Cursors;
import app.grapevine.base.Page;
import io.javalin.http.Context;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request's query: each known, and given once. An empty one counts as absent. Immutable.
 */
public final class Query {
    private final Map<String, String> values;

    private Query(Map<String, String> values) {
        this.values = values;
    }

    /** @throws ProblemException 422 for a parameter that is not in {@code known}, or not text */
    public static Query of(Context ctx, String... known) {
        String raw = ctx.req().getQueryString();
        Map<String, String> values = new LinkedHashMap<>();
        if (raw != null) {
            for (String pair : raw.split("&", -1)) {
                if (!pair.isEmpty()) {
                    add(values, pair, Set.of(known));
                }
            }
        }
        return new Query(values);
    }

    /**
     * All parameters, each with its values in their order, for who takes a parameter more than once.
     *
     * @throws ProblemException 422 for one that is not text
     */
    public static Map<String, List<String>> lists(Context ctx) {
        return lists(ctx.req().getQueryString());
    }

    /** As {@link #lists(Context)}, of a query in a text. */
    public static Map<String, List<String>> lists(@Nullable String raw) {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = decoded("", equals < 0 ? pair : pair.substring(0, equals));
                String value = equals < 0 ? "" : decoded(name, pair.substring(equals + 1));
                lists.computeIfAbsent(name, none -> new ArrayList<>()).add(value);
            }
        }
        return lists;
    }

    private static void add(Map<String, String> values, String pair, Set<String> known) {
        int equals = pair.indexOf('=');
        String name = decoded("", equals < 0 ? pair : pair.substring(0, equals));
        if (!known.contains(name)) {
            throw ProblemException.invalid(Fields.shown(name), "is not a parameter of this");
        }
        String value = equals < 0 ? "" : decoded(name, pair.substring(equals + 1));
        if (values.containsKey(name)) {
            throw ProblemException.invalid(name, "must be given once");
        }
        values.put(name, value);
    }

    private static String decoded(String name, String raw) {
        String value;
        try {
            value = URLDecoder.decode(raw, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid(name, "is not percent-encoded UTF-8");
        }
        if (value.indexOf('\0') >= 0 || value.indexOf('\uFFFD') >= 0 || !Fields.isWellFormed(value)) {
            throw ProblemException.invalid(name, "is not percent-encoded UTF-8, or contains NUL");
        }
        return value;
    }

    @Nullable
    public String string(String name) {
        String value = values.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    /** @throws ProblemException 422 for what is not a whole number in the range */
    public int number(String name, int otherwise, int least, int most) {
        String value = string(name);
        if (value == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw ProblemException.invalid(name, "must be a whole number from " + least + " to " + most);
    }

    /** One of a few words. @throws ProblemException 422 */
    public <T> @Nullable T choice(String name, Map<String, T> words) {
        String value = string(name);
        if (value == null) {
            return null;
        }
        T choice = words.get(value);
        if (choice == null) {
            throw ProblemException.invalid(
                    name,
                    "must be one of "
                            + String.join(", ", words.keySet().stream().sorted().toList()));
        }
        return choice;
    }

    /** How many items of a list are asked for. */
    public int limit() {
        return number("limit", Page.USUAL, 1, Page.MOST);
    }

    /**
     * The id behind which a page of a list begins; null at its beginning.
     *
     * @param list as the cursor was written for it
     * @throws ProblemException 422
     */
    @Nullable
    public String idCursor(String list) {
        String cursor = string("cursor");
        return cursor == null
                ? null
                : Cursors.read(list, cursor)
                        .filter(id -> id.matches("[0-9a-z]{1,32}"))
                        .orElseThrow(() -> ProblemException.invalid("cursor", "is not a cursor of this list"));
    }
}
