/** The program: commands and the composition root. */
@NullMarked
package app.grapevine;

import org.jspecify.annotations.NullMarked;
