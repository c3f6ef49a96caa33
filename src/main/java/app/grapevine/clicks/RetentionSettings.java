package app.grapevine.clicks;

/**
 * How long details are kept.
 *
 * @param detailDays after how many days user agents that were not seen again, and what else of a request is
 *     kept for a new judgement, are forgotten, and bytes of visits that could not be stored; at least 1
 * @param clickDays after how many days recorded visits are deleted, leaving only the counts; 0 keeps them
 * @param isClickDaysGiven whether the operator has said so, or it is the default
 */
public record RetentionSettings(int detailDays, int clickDays, boolean isClickDaysGiven) {
    public RetentionSettings {
        if (detailDays < 1) {
            throw new IllegalArgumentException("retention.signals.days must be at least 1");
        }
        if (clickDays < 0) {
            throw new IllegalArgumentException("retention.clicks.days must be 0 (keep) or more");
        }
    }

    /** What the operator has said. */
    public RetentionSettings(int detailDays, int clickDays) {
        this(detailDays, clickDays, true);
    }
}
