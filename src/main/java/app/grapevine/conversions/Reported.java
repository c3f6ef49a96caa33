package app.grapevine.conversions;

import org.jspecify.annotations.Nullable;

/**
 * What somebody reports of conversions: a {@link ConversionDraft}, or by a {@link Cancellation} that one is called off. Unchecked:
 * {@link Conversions} checks it.
 */
public interface Reported {
    /** What the conversion is known by; null where its caller has no name for it. */
    @Nullable
    String externalId();
}
