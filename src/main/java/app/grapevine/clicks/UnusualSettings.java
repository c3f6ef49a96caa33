package app.grapevine.clicks;

/**
 * From how much on clicks of one link from one network are set apart; 0 switches a rule off. {@link NetworkRules} says what
 * each is compared with.
 *
 * @param agentsMinute different user agents within a minute
 * @param agentsHour different user agents within an hour
 * @param referrers different referrers within an hour
 * @param marks different marks of apps within an hour
 * @param repeats clicks of one user agent within a minute
 * @param share the least share of the link's clicks, in percent, that a network has to bring before any rule looks at it
 */
public record UnusualSettings(int agentsMinute, int agentsHour, int referrers, int marks, int repeats, int share) {
    /** The settings' defaults. */
    public static final UnusualSettings DEFAULT = new UnusualSettings(12, 40, 8, 6, 30, 25);

    /** More cannot be seen, for no more clicks are remembered. */
    public static final int MOST = LastClicks.MOST - 4;
}
