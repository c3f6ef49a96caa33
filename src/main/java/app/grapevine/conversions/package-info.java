/** What a click led to, and what it was worth. */
@NullMarked
package app.grapevine.conversions;

import org.jspecify.annotations.NullMarked;
