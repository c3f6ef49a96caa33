/** What every room builds on, and none owns: small truths that are cut, checked or computed in one place. */
@NullMarked
package app.grapevine.base;

import org.jspecify.annotations.NullMarked;
