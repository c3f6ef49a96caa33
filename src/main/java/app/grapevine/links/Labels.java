package app.grapevine.links;

import app.grapevine.base.Characters;
import app.grapevine.base.FaultCode;
import app.grapevine.base.Faults;
import app.grapevine.base.NoValue;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What links are grouped by in reports: labels and the slugs of campaigns. */
final class Labels {
    private static final Pattern SLUG = Pattern.compile("[a-z0-9-]{1,64}");
    private static final int LONGEST = 64;
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern OTHERS = Pattern.compile("[^a-z0-9]+");
    private static final Pattern HYPHENS_AROUND = Pattern.compile("^-+|-+$");

    private Labels() {}

    /** A line that reports can be filtered by, and so not the word that stands there for no value. */
    @Nullable
    static String label(Faults faults, String field, @Nullable String given, int longest) {
        String label = faults.line(field, given, longest);
        if (NoValue.is(label)) {
            faults.add(field, FaultCode.MEANS_NONE);
        }
        return label;
    }

    /** What a campaign can be called in addresses. */
    static void slug(Faults faults, String field, String given) {
        if (!isSlug(given)) {
            faults.add(field, FaultCode.NOT_A_SLUG);
        } else if (NoValue.is(given)) {
            faults.add(field, FaultCode.MEANS_NONE);
        }
    }

    /**
     * A draft whose campaign may be given by a name, as lists have it: {@code Città d'estate} is {@code citta-d-estate}, as the
     * page's field makes of it ({@code slugOf}). A name of which nothing is left stays, to be refused.
     */
    static LinkDraft withSlug(LinkDraft draft) {
        String given = draft.campaign();
        if (given == null || isSlug(given)) {
            return draft;
        }
        String slug = slug(given);
        return draft.but()
                .campaign(!slug.isEmpty() ? slug : Characters.trimmed(given).isEmpty() ? null : given)
                .draft();
    }

    private static String slug(String name) {
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
    static boolean isSlug(String given) {
        return SLUG.matcher(given).matches();
    }
}
