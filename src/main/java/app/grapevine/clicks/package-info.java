/** The writer, the click table, and what is forgotten of it. */
@NullMarked
package app.grapevine.clicks;

import org.jspecify.annotations.NullMarked;
