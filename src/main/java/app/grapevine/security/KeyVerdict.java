package app.grapevine.security;

/** What becomes of somebody who shows the secret of a key. */
public sealed interface KeyVerdict {
    /** The key is good now. */
    record Good(ApiKey key) implements KeyVerdict {}

    /** It is not, for this reason. */
    enum Bad implements KeyVerdict {
        UNKNOWN("The API key is unknown or revoked."),
        MISTYPED("The API key is mistyped or cut off: its checksum is wrong."),
        EXPIRED("The API key has expired."),
        BEYOND_OWNER("The account that made the API key may not do any more what the key is for."),
        REPLACED("The API key has a new secret, and the time is over in which this one went on working.");

        private final String words;

        Bad(String words) {
            this.words = words;
        }

        /** For whoever shows it. */
        public String words() {
            return words;
        }
    }
}
