/** What recipients meet: the redirect, reading a visit, passing on, pages. */
@NullMarked
package app.grapevine.web.visit;

import org.jspecify.annotations.NullMarked;
