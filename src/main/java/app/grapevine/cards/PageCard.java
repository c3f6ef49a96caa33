package app.grapevine.cards;

import org.jspecify.annotations.Nullable;

/**
 * What a page says of itself, as a card shows it; null for what it does not say. Others wrote it: it is text, and an address of
 * http or https that nobody has looked at yet.
 */
public record PageCard(
        @Nullable String title,
        @Nullable String description,
        @Nullable String image) {}
