package app.grapevine.links;

import org.jspecify.annotations.Nullable;

/**
 * What is said when a link is shared.
 *
 * @param text the words with the short URL in them
 * @param uri what opens the channel's app to say them; null where the app has none
 */
public record Share(String text, @Nullable String uri) {}
