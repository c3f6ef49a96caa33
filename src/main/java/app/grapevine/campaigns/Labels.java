package app.grapevine.campaigns;

import app.grapevine.base.FaultCode;
import app.grapevine.base.Faults;
import app.grapevine.base.NoValue;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What links are grouped by in reports: labels and the slugs of campaigns. */
public final class Labels {
    /** How long the name of an audience may be, in characters as people see them. */
    public static final int LONGEST_AUDIENCE = 200;

    private static final Pattern SLUG = Pattern.compile("[a-z0-9-]{1,64}");
    private static final int LONGEST = 64;
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern OTHERS = Pattern.compile("[^a-z0-9]+");
    private static final Pattern HYPHENS_AROUND = Pattern.compile("^-+|-+$");

    private Labels() {}

    /** A line that reports can be filtered by, and so not the word that stands there for no value. */
    public static @Nullable String label(Faults faults, String field, @Nullable String given, int longest) {
        String label = faults.line(field, given, longest);
        if (NoValue.is(label)) {
            faults.add(field, FaultCode.MEANS_NONE);
        }
        return label;
    }

    /** What a campaign can be called in addresses. */
    public static void slug(Faults faults, String field, String given) {
        if (!isSlug(given)) {
            faults.add(field, FaultCode.NOT_A_SLUG);
        } else if (NoValue.is(given)) {
            faults.add(field, FaultCode.MEANS_NONE);
        }
    }

    /**
     * What a campaign is called whose name is given, as lists have it: {@code Città d'estate} is {@code citta-d-estate}, as the
     * page's field makes of it ({@code slugOf}).
     *
     * @return empty where nothing is left of it
     */
    public static String slugOf(String name) {
        String letters = MARKS.matcher(Normalizer.normalize(name, Normalizer.Form.NFKD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
        String slug = withoutHyphensAround(OTHERS.matcher(letters).replaceAll("-"));
        return slug.length() > LONGEST ? withoutHyphensAround(slug.substring(0, LONGEST)) : slug;
    }

    private static String withoutHyphensAround(String slug) {
        return HYPHENS_AROUND.matcher(slug).replaceAll("");
    }

    /** Whether a campaign can be called so; what is not so is in no table. */
    public static boolean isSlug(String given) {
        return SLUG.matcher(given).matches();
    }
}
