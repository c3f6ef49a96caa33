/** What recipients report of links: kept, listed, closed by an admin, and forgotten. */
@NullMarked
package app.grapevine.abuse;

import org.jspecify.annotations.NullMarked;
