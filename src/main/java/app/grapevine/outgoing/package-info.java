/** Connections to addresses that others named: to none that was not looked at first. */
@NullMarked
package app.grapevine.outgoing;

import org.jspecify.annotations.NullMarked;
