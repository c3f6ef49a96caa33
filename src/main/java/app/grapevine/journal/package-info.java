/** Visits on disk, from before they are answered until the database has them. */
@NullMarked
package app.grapevine.journal;

import org.jspecify.annotations.NullMarked;
