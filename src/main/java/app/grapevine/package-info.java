/** Where the program begins. */
@NullMarked
package app.grapevine;

import org.jspecify.annotations.NullMarked;
