package app.grapevine.views;

import app.grapevine.base.Parameters;
import org.jspecify.annotations.Nullable;

/**
 * A view that somebody would save, unchecked.
 *
 * @param place of the page that shows it; null for the overview
 * @param question what it is narrowed to and of which time
 */
public record ViewDraft(@Nullable String name, @Nullable String place, Parameters question, boolean shared) {}
