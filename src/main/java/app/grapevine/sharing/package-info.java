/** Reports that whoever has their address reads, and nothing beside them. */
@NullMarked
package app.grapevine.sharing;

import org.jspecify.annotations.NullMarked;
