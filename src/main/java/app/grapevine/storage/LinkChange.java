package app.grapevine.storage;

/** What became of a link in a unit of work. */
public enum LinkChange {
    /** Nothing: what is beside it was changed, or it is gone without a trace. */
    NONE,
    MADE,
    CHANGED,
    /** Deleted, or switched off. */
    ENDED;

    /** What two that follow one another in one unit of work come to. */
    LinkChange then(LinkChange next) {
        if (next == NONE) {
            return this;
        }
        return this == MADE && next == CHANGED ? MADE : next;
    }
}
