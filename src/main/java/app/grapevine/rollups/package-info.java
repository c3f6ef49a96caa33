/** Counts of visits by link and time, packed: written, moved, compared with a recount. */
@NullMarked
package app.grapevine.rollups;

import org.jspecify.annotations.NullMarked;
