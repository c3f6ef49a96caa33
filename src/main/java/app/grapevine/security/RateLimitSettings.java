package app.grapevine.security;

/**
 * How often one may ask, each a number a minute that may be spent at once.
 *
 * @param failures failed authentications of one address
 * @param requests requests with one API key
 */
public record RateLimitSettings(int failures, int requests) {
    public static final RateLimitSettings DEFAULT = new RateLimitSettings(60, 6000);

    public RateLimitSettings {
        if (failures < 1) {
            throw new IllegalArgumentException("limit.failures must be at least 1");
        }
        if (requests < 1) {
            throw new IllegalArgumentException("limit.api must be at least 1");
        }
    }
}
