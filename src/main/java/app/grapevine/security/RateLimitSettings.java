package app.grapevine.security;

/**
 * How often one may ask, each a number a minute that may be spent at once.
 *
 * @param failures failed authentications of one address
 * @param requests requests with one API key
 * @param unknown codes that are nobody's, of one address
 * @param forwards links that recipients pass on
 * @param reports of links, of one address within an hour
 * @param passwords of links that recipients give wrongly
 */
public record RateLimitSettings(
        int failures, int requests, int unknown, Forwards forwards, int reports, Passwords passwords) {
    private static final int UNKNOWN = 60;
    private static final int REPORTS = 10;

    public static final RateLimitSettings DEFAULT = new RateLimitSettings(60, 6000);

    public RateLimitSettings {
        atLeastOne("limit.failures", failures);
        atLeastOne("limit.api", requests);
        atLeastOne("limit.unknown", unknown);
        atLeastOne("limit.reports", reports);
    }

    /** With the defaults for reports and passwords. */
    public RateLimitSettings(int failures, int requests, int unknown, Forwards forwards) {
        this(failures, requests, unknown, forwards, REPORTS, Passwords.DEFAULT);
    }

    /** With the defaults for what recipients do. */
    public RateLimitSettings(int failures, int requests) {
        this(failures, requests, UNKNOWN, Forwards.DEFAULT);
    }

    /**
     * How many links recipients can make by passing one on.
     *
     * @param minute of one address within a minute
     * @param day of one address within a day
     * @param link of one link within a day
     */
    public record Forwards(int minute, int day, int link) {
        public static final Forwards DEFAULT = new Forwards(10, 100, 1000);

        public Forwards {
            atLeastOne("limit.forwards.minute", minute);
            atLeastOne("limit.forwards.day", day);
            atLeastOne("limit.forwards.link", link);
        }
    }

    /**
     * How many wrong passwords of links are looked at.
     *
     * @param address of one address within a minute
     * @param link of one link within an hour
     */
    public record Passwords(int address, int link) {
        public static final Passwords DEFAULT = new Passwords(10, 600);

        public Passwords {
            atLeastOne("limit.passwords", address);
            atLeastOne("limit.passwords.link", link);
        }
    }

    private static void atLeastOne(String key, int number) {
        if (number < 1) {
            throw new IllegalArgumentException(key + " must be at least 1");
        }
    }
}
