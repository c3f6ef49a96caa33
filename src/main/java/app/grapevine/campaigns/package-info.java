/** Campaigns: what links have in common, what that cost, and to how many it went. */
@NullMarked
package app.grapevine.campaigns;

import org.jspecify.annotations.NullMarked;
