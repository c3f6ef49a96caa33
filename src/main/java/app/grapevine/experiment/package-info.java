/** A published experiment on visits without a referrer, replayed against a running service through HTTP. */
@NullMarked
package app.grapevine.experiment;

import org.jspecify.annotations.NullMarked;
