/** Counts by day in a table that other programs' SQL can read, on PostgreSQL; see {@link app.grapevine.daily.DailyCounts}. */
@NullMarked
package app.grapevine.daily;

import org.jspecify.annotations.NullMarked;
