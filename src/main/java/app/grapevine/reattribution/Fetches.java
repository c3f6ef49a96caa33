package app.grapevine.reattribution;

/**
 * Previews of a link that an app has fetched.
 *
 * @param counted when an attempt to share was last counted; 0 where none was
 * @param last when it last fetched
 */
record Fetches(long counted, long last) {
    Fetches and(Fetches other) {
        return new Fetches(Math.max(counted, other.counted), Math.max(last, other.last));
    }
}
