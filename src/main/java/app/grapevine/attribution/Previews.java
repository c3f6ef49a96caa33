package app.grapevine.attribution;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What follows from the previews of a link for a click that shows nothing. Immutable. */
final class Previews {
    /** The sheet from which somebody shares: that they did says nothing of where. */
    static final String SHARE_SHEET = "share-sheet";

    private static final long DAY = TimeUnit.DAYS.toMillis(1);

    private final Map<String, Source> sources = new HashMap<>();

    /**
     * An app or a family of apps.
     *
     * @param infers whether a click can be taken to have come from there
     * @param tellsItself whether its clicks bring a referrer, so that one which shows nothing is none of its
     * @param window for how long a fetch is evidence, in milliseconds
     */
    private record Source(boolean infers, boolean tellsItself, long window) {
        static Source of(Channel channel) {
            long kept = TimeUnit.MINUTES.toMillis(channel.cacheMinutes());
            return new Source(
                    channel.infers(),
                    channel.visibility() == Visibility.PUBLIC && !channel.infers(),
                    kept == 0 ? DAY : Math.min(DAY, kept));
        }

        Source and(Source other) {
            return new Source(infers && other.infers, tellsItself && other.tellsItself, Math.max(window, other.window));
        }
    }

    Previews(List<Channel> channels) {
        for (Channel channel : channels) {
            sources.put(channel.id(), Source.of(channel));
            if (channel.family() != null) {
                sources.merge(channel.family(), Source.of(channel), Source::and);
            }
        }
    }

    /** Those that stand in the evidence, in order, so that it has one. @param ages as {@link Circumstances} has them */
    Set<String> inOrder(Map<String, Long> ages) {
        return ages.size() <= 1 ? ages.keySet() : new TreeSet<>(ages.keySet());
    }

    /**
     * The only app that can have brought a click which shows nothing; null where that is none, or more than one: then it is as
     * dark with an app that nobody knows as with another of the catalogue. After an app's own cache has run out, or a day, it
     * would have fetched again, had the link been shared in it.
     */
    @Nullable
    String inferred(Map<String, Long> ages) {
        String only = null;
        for (String app : ages.keySet()) {
            Source source = sources.get(app);
            if (app.equals(SHARE_SHEET) || source != null && source.tellsItself) {
                continue;
            }
            if (only != null) {
                return null;
            }
            only = app;
        }
        Source source = only == null ? null : sources.get(only);
        Long age = only == null ? null : ages.get(only);
        return source == null || age == null || !source.infers || age > source.window ? null : only;
    }
}
