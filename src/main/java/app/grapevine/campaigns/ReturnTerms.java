package app.grapevine.campaigns;

import org.jspecify.annotations.Nullable;

/**
 * What a campaign says of how its return is reckoned; each null where it says nothing, and the default holds.
 *
 * @param currency of its costs and its report, ISO 4217
 * @param windowDays for how many days after a click a conversion is the campaign's, 1 to {@link ConversionTerms#LONGEST_WINDOW}
 * @param rule which of several clicks a conversion is counted to
 * @param baseline what it is held against
 */
public record ReturnTerms(
        @Nullable String currency,
        @Nullable Long windowDays,
        @Nullable ConversionRule rule,
        @Nullable Baseline baseline) {
    public static final ReturnTerms NONE = new ReturnTerms(null, null, null, null);

    /** With the defaults where nothing is said. */
    public ConversionTerms conversions() {
        return new ConversionTerms(
                windowDays == null ? ConversionTerms.DEFAULT.windowDays() : Math.toIntExact(windowDays),
                rule == null ? ConversionTerms.DEFAULT.rule() : rule);
    }
}
