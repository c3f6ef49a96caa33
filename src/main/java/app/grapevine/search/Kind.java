package app.grapevine.search;

/** What a search may find. Of what fits equally well the kinds come in this order: first those of which there are few. */
public enum Kind {
    CAMPAIGN("campaign"),
    AUDIENCE("audience"),
    VIEW("view"),
    SHARE_SET("shareSet"),
    TAG("tag"),
    LINK("link");

    private final String label;

    Kind(String label) {
        this.label = label;
    }

    /** As the API writes it. */
    public String label() {
        return label;
    }
}
