/** Who asks, from where, and what they may. */
@NullMarked
package app.grapevine.web.access;

import org.jspecify.annotations.NullMarked;
