/** Counts of visits by link and time, packed: appended, merged, read, compared with a recount. */
@NullMarked
package app.grapevine.rollups;

import org.jspecify.annotations.NullMarked;
