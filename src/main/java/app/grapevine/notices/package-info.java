/** What goes out to people: reports, digests and alerts; to whom, when, what they say, and what became of each. */
@NullMarked
package app.grapevine.notices;

import org.jspecify.annotations.NullMarked;
