package app.grapevine.returns;

/**
 * When numbers are so small that a report has to say so. A count of independent events varies by its square root: of {@value
 * #EVENTS} by 22 %, so that the interval of 95 % reaches some 40 % to either side, and half as many or half as many again
 * would have been no surprise. Below that the United States' centre for health statistics calls a rate unreliable (NCHS,
 * Technical Appendix, Vital Statistics of the United States: fewer than 20 events), and calls a share unreliable below {@value
 * #PEOPLE} of whom it is (Parker and others, National Center for Health Statistics Data Presentation Standards for
 * Proportions, Vital and Health Statistics 2(175), 2017). Small numbers are shown, with their interval and the word.
 */
public final class SmallNumbers {
    /** The fewest events that are not few. */
    public static final int EVENTS = 20;

    /** The fewest people of whom a share is not of few. */
    public static final int PEOPLE = 30;

    private SmallNumbers() {}

    /** Whether there are so few that one more or less matters. */
    public static boolean isSmall(long events) {
        return events < EVENTS;
    }
}
