/** Bringing another program's links, as the API has it. */
@NullMarked
package app.grapevine.web.moving;

import org.jspecify.annotations.NullMarked;
