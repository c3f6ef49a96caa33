/** Recorded visits judged anew, when the rules have changed. */
@NullMarked
package app.grapevine.reattribution;

import org.jspecify.annotations.NullMarked;
