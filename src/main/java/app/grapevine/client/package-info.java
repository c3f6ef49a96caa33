/** A running service as its clients reach it: through HTTP, and in nothing else. */
@NullMarked
package app.grapevine.client;

import org.jspecify.annotations.NullMarked;
