package app.grapevine.experiment;

/**
 * A person's request.
 *
 * @param referrer the Referer, empty for none
 * @param query what an app has added to the URL, with its question mark; empty for nothing
 */
record Tap(String userAgent, String referrer, String query) {
    boolean isDirect() {
        return referrer.isEmpty();
    }
}
