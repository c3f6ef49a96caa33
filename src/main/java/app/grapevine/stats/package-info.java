/** Questions, answers and exports. */
@NullMarked
package app.grapevine.stats;

import org.jspecify.annotations.NullMarked;
