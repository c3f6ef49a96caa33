package app.grapevine.previews;

import app.grapevine.attribution.Channel;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** For how long each app keeps a preview, by the catalogue. Immutable. */
public final class PreviewWindows {
    /** For an app whose cache nobody has measured: enough for the several requests that build one card. */
    public static final Duration UNKNOWN = Duration.ofMinutes(5);

    private final Map<String, Long> windows = new HashMap<>();

    public PreviewWindows(List<Channel> channels) {
        for (Channel channel : channels) {
            long window = Duration.ofMinutes(channel.cacheMinutes()).toMillis();
            windows.merge(channel.id(), window, Math::max);
            if (channel.family() != null) {
                // Which of the family's apps fetched is not known: the longest of their windows.
                windows.merge(channel.family(), window, Math::max);
            }
        }
    }

    /** @param previewBy an app or a family */
    public long millis(String previewBy) {
        long window = windows.getOrDefault(previewBy, 0L);
        return window > 0 ? window : UNKNOWN.toMillis();
    }
}
