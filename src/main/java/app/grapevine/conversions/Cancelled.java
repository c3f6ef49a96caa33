package app.grapevine.conversions;

/**
 * A conversion that is called off.
 *
 * @param created false where it had been called off before; then as it was told first
 */
public record Cancelled(Cancellation cancellation, boolean created) {}
