package app.grapevine.web.visit;

/** What is asked of a link, by how the path ends behind its code, in which no code can end. */
enum Ending {
    /** A visit. */
    NONE(""),
    /** Where it leads. */
    WHERE("+"),
    /** Its QR code as PNG. */
    QR_PNG(".qr.png"),
    /** Its QR code as SVG. */
    QR_SVG(".qr");

    private static final Ending[] ALL = values();

    private final String text;

    Ending(String text) {
        this.text = text;
    }

    /** Of the one segment of a path. Makes nothing anew. */
    static Ending of(String segment) {
        for (int i = ALL.length - 1; i > 0; i--) {
            if (segment.endsWith(ALL[i].text)) {
                return ALL[i];
            }
        }
        return NONE;
    }

    /** What stands before it in a segment that ends so. */
    String code(String segment) {
        return this == NONE ? segment : segment.substring(0, segment.length() - text.length());
    }
}
