/** What Shlink's API asks of links and visits that this program's own does not: kept, found, told by the page. */
@NullMarked
package app.grapevine.shlink;

import org.jspecify.annotations.NullMarked;
