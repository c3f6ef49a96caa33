/** Settings, health, metrics, scheduled jobs. */
@NullMarked
package app.grapevine.ops;

import org.jspecify.annotations.NullMarked;
