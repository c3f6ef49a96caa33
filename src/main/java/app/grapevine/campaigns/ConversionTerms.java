package app.grapevine.campaigns;

/**
 * Which conversions are a campaign's.
 *
 * @param windowDays for how many days of 24 hours after a click, 1 to {@value #LONGEST_WINDOW}
 * @param rule which of several clicks one is counted to
 */
public record ConversionTerms(int windowDays, ConversionRule rule) {
    public static final int LONGEST_WINDOW = 365;

    /** What holds where a campaign says nothing. */
    public static final ConversionTerms DEFAULT = new ConversionTerms(30, ConversionRule.LAST_CLICK);

    public ConversionTerms {
        if (windowDays < 1 || windowDays > LONGEST_WINDOW) {
            throw new IllegalArgumentException("a window of " + windowDays + " days");
        }
    }
}
