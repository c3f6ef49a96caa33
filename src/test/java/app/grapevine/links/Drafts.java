package app.grapevine.links;

/** Drafts to begin with. */
final class Drafts {
    private Drafts() {}

    static LinkDraft.Builder to(String destination) {
        return new LinkDraft.Builder().destination(destination);
    }

    static LinkDraft.Builder valid() {
        return to("https://example.com/");
    }
}
