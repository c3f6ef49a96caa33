/** The server, and what every route needs: bodies, fields, queries, problems, files. */
@NullMarked
package app.grapevine.web.http;

import org.jspecify.annotations.NullMarked;
