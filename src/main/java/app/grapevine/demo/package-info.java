/** The demonstration: an invented campaign, filled in through the service's own code, and taken away again. */
@NullMarked
package app.grapevine.demo;

import org.jspecify.annotations.NullMarked;
