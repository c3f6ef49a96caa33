/** The commands, and what they share. */
@NullMarked
package app.grapevine.cli;

import org.jspecify.annotations.NullMarked;
