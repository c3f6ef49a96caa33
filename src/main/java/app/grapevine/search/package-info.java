/** What somebody searches for by words, and how well what is found fits. Pure; see {@link app.grapevine.search.Wanted}. */
@NullMarked
package app.grapevine.search;

import org.jspecify.annotations.NullMarked;
