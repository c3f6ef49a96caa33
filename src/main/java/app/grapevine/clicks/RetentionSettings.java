package app.grapevine.clicks;

/**
 * How long details are kept.
 *
 * @param detailDays after how many days user agents that were not seen again, and what else of a request is
 *     kept for a new judgement, are forgotten; at least 1
 * @param clickDays after how many days recorded visits are deleted, leaving only the counts; 0 keeps them
 */
public record RetentionSettings(int detailDays, int clickDays) {
    public RetentionSettings {
        if (detailDays < 1) {
            throw new IllegalArgumentException("retention.signals.days must be at least 1");
        }
        if (clickDays < 0) {
            throw new IllegalArgumentException("retention.clicks.days must be 0 (keep) or more");
        }
    }
}
