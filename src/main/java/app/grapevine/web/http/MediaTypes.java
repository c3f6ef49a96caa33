package app.grapevine.web.http;

import io.javalin.http.Context;
import java.util.List;
import java.util.Locale;

/** What kind of answer a client asks for by its Accept header. */
public final class MediaTypes {
    public static final String CSV = "text/csv";
    /** A file of CSV as it is announced. */
    public static final String CSV_FILE = CSV + "; charset=utf-8; header=present";

    public static final String NDJSON = "application/x-ndjson";

    private MediaTypes() {}

    /**
     * The offered type with the greatest weight in the header, the earlier one of two alike; the first offer
     * where the header names none of them. Says to caches that the header matters.
     */
    public static String choose(Context ctx, List<String> offers) {
        // Beside what is said of origins already.
        ctx.res().addHeader("Vary", "Accept");
        String header = ctx.req().getHeader("Accept");
        String best = offers.get(0);
        double weight = 0;
        for (String range : (header == null ? "" : header.toLowerCase(Locale.ROOT)).split(",", -1)) {
            String[] parts = range.split(";", -1);
            String type = parts[0].trim();
            double quality = quality(parts);
            if (offers.contains(type) && quality > weight) {
                best = type;
                weight = quality;
            }
        }
        return best;
    }

    private static double quality(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].trim();
            if (parameter.startsWith("q=")) {
                try {
                    return Double.parseDouble(parameter.substring(2));
                } catch (NumberFormatException e) {
                    return 0;
                }
            }
        }
        return 1;
    }
}
