/**
 * What every room builds on, and none owns: small truths that are cut, checked or computed in one place, and refusals
 * with the codes of faults.
 */
@NullMarked
package app.grapevine.base;

import org.jspecify.annotations.NullMarked;
