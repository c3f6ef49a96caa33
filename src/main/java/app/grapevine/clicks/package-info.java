/** The visit as recorded, the journal, the writer, and the click table. */
@NullMarked
package app.grapevine.clicks;

import org.jspecify.annotations.NullMarked;
