package app.grapevine.demo;

/**
 * How much of a demonstration is wanted. The same settings on the same day give the same visits, but for the codes
 * of share sets, which are random as always.
 *
 * @param clicks how many clicks, about; previews, bots and visits without tracking come on top, a fourth as many
 * @param days over how many days, the present one being the last
 * @param seed of all that is left to chance
 * @param currency of costs and sales, ISO 4217
 */
public record DemoSettings(int clicks, int days, long seed, String currency) {
    public static final int MOST_CLICKS = 10_000_000;
    public static final int MOST_DAYS = 366;

    public DemoSettings {
        if (clicks < 1 || clicks > MOST_CLICKS || days < 1 || days > MOST_DAYS) {
            throw new IllegalArgumentException("clicks or days out of range");
        }
    }

    /** About how many visits that makes. */
    public int visits() {
        return clicks + clicks / 5;
    }
}
