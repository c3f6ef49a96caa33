/** Visitor pseudonyms that live one day, their salts, and countries. */
@NullMarked
package app.grapevine.privacy;

import org.jspecify.annotations.NullMarked;
