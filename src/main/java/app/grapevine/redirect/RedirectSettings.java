package app.grapevine.redirect;

/**
 * @param cachedLinks how many links, and codes known to be nobody's, are remembered at most
 * @param refuseUnknownHosts whether a Host that is no domain of ours gets 404, and not the default domain's
 *     links
 */
public record RedirectSettings(long cachedLinks, boolean refuseUnknownHosts) {
    public RedirectSettings {
        if (cachedLinks < 1) {
            throw new IllegalArgumentException("cache.links must be at least 1");
        }
    }
}
