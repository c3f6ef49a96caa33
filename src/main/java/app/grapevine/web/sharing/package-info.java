/** Shared reports as the API has them: how they are made and kept, and what whoever has their address reads. */
@NullMarked
package app.grapevine.web.sharing;

import org.jspecify.annotations.NullMarked;
