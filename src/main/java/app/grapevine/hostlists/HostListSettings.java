package app.grapevine.hostlists;

import java.nio.file.Path;
import java.util.List;

/**
 * Which hosts links may lead to.
 *
 * @param blocked files with hosts that they may not lead to
 * @param allowed files with hosts that they may lead to in any case
 * @param shortenersRefused whether not to other shorteners
 * @param othersRefused whether to none but the allowed
 */
public record HostListSettings(
        List<Path> blocked, List<Path> allowed, boolean shortenersRefused, boolean othersRefused) {
    /** Anywhere. */
    public static final HostListSettings NONE = new HostListSettings(List.of(), List.of(), false, false);

    public HostListSettings {
        blocked = List.copyOf(blocked);
        allowed = List.copyOf(allowed);
        if (othersRefused && allowed.isEmpty()) {
            throw new IllegalArgumentException(
                    "destinations.others=refused needs a file in destinations.allowed, or no link could be made");
        }
    }
}
