package app.grapevine.returns;

import org.jspecify.annotations.Nullable;

/**
 * Where a visit belongs among what was paid for.
 *
 * @param channel that its link was issued for when it was visited; null for none
 * @param audience that its link is issued for; null for none
 */
record Cell(@Nullable String channel, @Nullable String audience) {}
