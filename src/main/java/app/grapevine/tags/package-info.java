/** Tags: how each is written, which links have it; renamed, merged, taken away. */
@NullMarked
package app.grapevine.tags;

import org.jspecify.annotations.NullMarked;
