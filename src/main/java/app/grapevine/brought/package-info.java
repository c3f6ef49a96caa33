/** What links have from before they came here: other codes that they are found by, and what was counted of them. */
@NullMarked
package app.grapevine.brought;

import org.jspecify.annotations.NullMarked;
