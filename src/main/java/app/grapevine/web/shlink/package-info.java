/** Shlink's REST API, version 3, under {@code /rest/v3}, for the programs that speak it. */
@NullMarked
package app.grapevine.web.shlink;

import org.jspecify.annotations.NullMarked;
