/** Campaigns: what links have in common, what that cost, to how many it went, and what people note of it. */
@NullMarked
package app.grapevine.campaigns;

import org.jspecify.annotations.NullMarked;
