package app.grapevine.rules;

import org.jspecify.annotations.Nullable;

/**
 * A parameter that a visit's query must have.
 *
 * @param value that it must have, exactly and once decoded; null for any
 */
public record QueryParameter(String name, @Nullable String value) {}
