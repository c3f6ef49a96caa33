/** The resources of the API. */
@NullMarked
package app.grapevine.web.api;

import org.jspecify.annotations.NullMarked;
