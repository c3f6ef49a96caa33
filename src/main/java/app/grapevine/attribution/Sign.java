package app.grapevine.attribution;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing about a click that points to a channel.
 *
 * @param strength what it can carry
 * @param channels the channels that it fits; never empty
 * @param family what to call them together where it fits several alike; null where it names the first of them, and
 *     the others only share it
 * @param evidence what was seen, and the rule that saw it
 */
record Sign(
        Strength strength, List<Channel> channels, @Nullable String family, Evidence evidence) {
    /** Strongest first. */
    enum Strength {
        /** Set on this very click by the app itself, or by the client of a channel. */
        STRONG,
        /** A page of the channel's that anybody can read, and no chat. */
        PUBLIC_PAGE,
        /** Set on this very click by a network's redirector: it names the network, and not whether it was a message. */
        REDIRECTOR,
        /** A host that is called as those of the channel mostly are, of which nobody knows more. */
        HABIT,
        /** Travels in the URL, also when somebody copies that. */
        PARAMETER
    }

    Sign {
        channels = List.copyOf(channels);
    }

    /** The channel that it names; null where it names a family alone. */
    @Nullable
    Channel names() {
        return family == null ? channels.get(0) : null;
    }
}
