/** The data of a node, copied while it serves and laid into an empty directory again. */
@NullMarked
package app.grapevine.backup;

import org.jspecify.annotations.NullMarked;
