package app.grapevine.web.http;

import app.grapevine.base.Cursors;
import app.grapevine.base.FaultCode;
import app.grapevine.base.Faults;
import app.grapevine.base.Page;
import app.grapevine.base.Parameters;
import io.javalin.http.Context;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Queries in addresses, as parameters. What is not text there is among their faults. */
public final class Query {
    private Query() {}

    /** The parameters of a request; who has read them {@link Parameters#finish finishes}. */
    public static Parameters of(Context ctx) {
        return of(ctx.req().getQueryString());
    }

    /** As {@link #of(Context)}, of a query in a text. */
    public static Parameters of(@Nullable String raw) {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        Faults faults = new Faults();
        for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = decoded(faults, "", equals < 0 ? pair : pair.substring(0, equals));
                String value = equals < 0 || name == null ? "" : decoded(faults, name, pair.substring(equals + 1));
                if (name != null && value != null) {
                    lists.computeIfAbsent(name, none -> new ArrayList<>()).add(value);
                }
            }
        }
        return new Parameters(lists, faults);
    }

    /** For routes that take no parameters. @throws app.grapevine.base.RefusedException for any that is given */
    public static void none(Context ctx) {
        of(ctx).finish();
    }

    private static @Nullable String decoded(Faults faults, String name, String raw) {
        try {
            String value = URLDecoder.decode(raw, StandardCharsets.UTF_8);
            if (value.indexOf('\uFFFD') < 0 && Fields.unfit(value) < 0) {
                return value;
            }
        } catch (IllegalArgumentException e) {
            // The same fault as what is not UTF-8.
        }
        faults.add(Faults.shown(name), FaultCode.NOT_UTF_8);
        return null;
    }

    /** Whether what is archived is asked for, or what is not, as where nothing is said; null for both. */
    public static @Nullable Boolean archived(Parameters parameters) {
        String word = parameters.choice("archived", Map.of("false", "false", "true", "true", "any", "any"));
        return "any".equals(word) ? null : Boolean.valueOf("true".equals(word));
    }

    /** How many items of a list are asked for. */
    public static int limit(Parameters parameters) {
        return parameters.number("limit", 1, Page.MOST, Page.USUAL);
    }

    /**
     * The id behind which a page of a list begins; null at its beginning.
     *
     * @param list as the cursor was written for it
     */
    public static @Nullable String idCursor(Parameters parameters, String list) {
        String cursor = parameters.single("cursor");
        if (cursor == null) {
            return null;
        }
        String id = Cursors.read(list, cursor)
                .filter(read -> read.matches("[0-9a-z]{1,32}"))
                .orElse(null);
        if (id == null) {
            parameters.fault("cursor", FaultCode.UNKNOWN_CURSOR);
        }
        return id;
    }

    /** The code, slug or id in the path. @throws ProblemException 404 for what none of ours looks like */
    public static String id(Context ctx, String name) {
        String value = ctx.pathParam(name);
        if (!value.matches("[A-Za-z0-9_-]{1,64}")) {
            throw ProblemException.of(ProblemType.NOT_FOUND, "Nothing can be called so here.");
        }
        return value;
    }
}
