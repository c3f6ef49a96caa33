package app.grapevine.attribution;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a user agent says, read once.
 *
 * @param kind of a visit of which nothing else is known
 * @param evidence of its not being a person; null for a person
 * @param fetchers the channels whose preview fetcher it is; empty for anything else, and where it does not say
 * @param previewBy the app, or family of apps, that fetches; null for all but previews
 * @param marks of in-app browsers
 * @param agent device, system, browser
 * @param engine that it claims, where more is known of what such a browser sends; else null
 */
record Reading(
        Kind kind,
        @Nullable Evidence evidence,
        List<Channel> fetchers,
        @Nullable String previewBy,
        List<Sign> marks,
        Agent agent,
        @Nullable Engine engine) {
    Reading {
        fetchers = List.copyOf(fetchers);
        marks = List.copyOf(marks);
    }
}
