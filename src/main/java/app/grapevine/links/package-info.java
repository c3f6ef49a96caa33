/** Links, their codes, tags, campaigns, share sets, and the catalogue of channels. */
@NullMarked
package app.grapevine.links;

import org.jspecify.annotations.NullMarked;
