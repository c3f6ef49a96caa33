/** Previews of links: which apps fetched them, and which fetches count as attempts to share. */
@NullMarked
package app.grapevine.previews;

import org.jspecify.annotations.NullMarked;
