/** Links, their codes, destinations, tags and share sets. */
@NullMarked
package app.grapevine.links;

import org.jspecify.annotations.NullMarked;
