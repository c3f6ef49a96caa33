/** What happens here, told to other systems: who is told what, what waits to be told, and how it is sent. */
@NullMarked
package app.grapevine.webhooks;

import org.jspecify.annotations.NullMarked;
