/**
 * Bringing links while the service runs: what somebody wants brought is looked at first, then brought, one at a time, in the
 * background. What each run has is in {@code moving}.
 */
@NullMarked
package app.grapevine.moves;

import org.jspecify.annotations.NullMarked;
