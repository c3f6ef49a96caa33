/**
 * What a campaign brought: the figures of its report, and the statistics that say how sure they are.
 */
@NullMarked
package app.grapevine.returns;

import org.jspecify.annotations.NullMarked;
