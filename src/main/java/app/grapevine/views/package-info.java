/** Reports that one comes back to: narrowed, of a time, under a name; see {@link app.grapevine.views.SavedViews}. */
@NullMarked
package app.grapevine.views;

import org.jspecify.annotations.NullMarked;
