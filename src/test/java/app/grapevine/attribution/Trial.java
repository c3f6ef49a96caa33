package app.grapevine.attribution;

import org.jspecify.annotations.Nullable;

/**
 * A visit whose truth is known.
 *
 * @param name of the case; in a corpus, its user agent
 * @param person whether it is a person
 * @param scored whether its channel is known as well: of a preview, the app or family that fetches
 * @param channel that channel, or family; null where there must be none
 * @param overruled why the truth differs from the corpus's label; null where it does not
 */
record Trial(
        String name,
        Signals signals,
        Circumstances circumstances,
        boolean person,
        boolean scored,
        @Nullable String channel,
        @Nullable String overruled) {

    /** What the verdict names: the channel of a click, the fetcher of a preview. */
    static @Nullable String named(Verdict verdict) {
        return verdict.kind() == Kind.CLICK ? verdict.channel() : verdict.previewBy();
    }

    boolean isKindRight(Verdict verdict) {
        return person == (verdict.kind() == Kind.CLICK);
    }

    boolean isChannelRight(Verdict verdict) {
        String named = named(verdict);
        return channel == null ? named == null : channel.equals(named);
    }

    boolean isRight(Verdict verdict) {
        return isKindRight(verdict) && (!scored || isChannelRight(verdict));
    }
}
