/** From what a request reveals to a verdict: person, preview or bot; channel, tier and evidence. Pure: no I/O, no clock. */
@NullMarked
package app.grapevine.attribution;

import org.jspecify.annotations.NullMarked;
