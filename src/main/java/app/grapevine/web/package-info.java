/** HTTP: routes, JSON, errors, pages. */
@NullMarked
package app.grapevine.web;

import org.jspecify.annotations.NullMarked;
