/** From a host and a path to what is answered, without the database where it can be. */
@NullMarked
package app.grapevine.redirect;

import org.jspecify.annotations.NullMarked;
