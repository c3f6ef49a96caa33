package app.grapevine.qr;

/** The shape of a code's dark squares. */
public enum Modules {
    SQUARE,
    /** Corners that touch nothing are round. */
    ROUNDED,
    /** Each a disc of its own; the three large marks in the corners stay whole. */
    DOTS
}
