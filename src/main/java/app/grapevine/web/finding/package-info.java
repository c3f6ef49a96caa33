/** How one finds one's way, as the API has it: the search over all things, and views that are saved under a name. */
@NullMarked
package app.grapevine.web.finding;

import org.jspecify.annotations.NullMarked;
