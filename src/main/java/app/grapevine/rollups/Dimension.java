package app.grapevine.rollups;

import java.util.Arrays;
import java.util.Optional;

/** What an answer can be broken down by. */
public enum Dimension {
    TIME("time", Of.TIME),
    CHANNEL("channel", Of.VISIT),
    ORIGIN("origin", Of.VISIT),
    TIER("tier", Of.VISIT),
    VISIBILITY("visibility", Of.VISIT),
    LINK("link", Of.LINK),
    CAMPAIGN("campaign", Of.LINK),
    TAG("tag", Of.LINK),
    SHARE_SET("shareSet", Of.LINK),
    AUDIENCE("audience", Of.LINK),
    GENERATION("generation", Of.LINK),
    COUNTRY("country", Of.VISIT),
    DEVICE("device", Of.VISIT),
    OS("os", Of.VISIT),
    BROWSER("browser", Of.VISIT),
    REFERRER("referrer", Of.VISIT),
    LANGUAGE("language", Of.VISIT),
    PREVIEW_BY("previewBy", Of.VISIT),
    /** The rule by which a click is set apart. */
    SET_APART("setApart", Of.VISIT),
    /** The link's rule that led a visit. */
    RULE("rule", Of.VISIT),
    /** What a conversion was. */
    EVENT("event", Of.CONVERSION),
    /** Where the person says to have heard of it. */
    HEARD_FROM("heardFrom", Of.CONVERSION);

    /**
     * Whose property it is: a visit's is kept as it was then, a link's is the present one. By what a conversion is, nothing but
     * conversions can be told apart.
     */
    public enum Of {
        TIME,
        VISIT,
        LINK,
        CONVERSION
    }

    private final String label;
    private final Of of;

    Dimension(String label, Of of) {
        this.label = label;
        this.of = of;
    }

    /** As the API writes it. */
    public String label() {
        return label;
    }

    public boolean isOf(Of whom) {
        return of == whom;
    }

    public static Optional<Dimension> find(String label) {
        return Arrays.stream(values()).filter(d -> d.label.equals(label)).findFirst();
    }
}
