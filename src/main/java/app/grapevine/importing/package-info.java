/**
 * Files of links, and of what campaigns cost, that people bring, and take away: bytes → characters → lines of cells → columns →
 * drafts, each with its line and what is wrong with it. Nothing is mended in silence: what cannot be read as it is meant is refused
 * at its line.
 */
@NullMarked
package app.grapevine.importing;

import org.jspecify.annotations.NullMarked;
