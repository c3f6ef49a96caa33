/** What was recorded, taken away on demand: by link, by campaign, by visit, by time. */
@NullMarked
package app.grapevine.erasure;

import org.jspecify.annotations.NullMarked;
