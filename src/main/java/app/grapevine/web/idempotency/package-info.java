/** Requests that are sent again: what was done is not done twice, and the answer is the same. */
@NullMarked
package app.grapevine.web.idempotency;

import org.jspecify.annotations.NullMarked;
