/** Visitor pseudonyms that live one day, their salts, retention and erasure. */
@NullMarked
package app.grapevine.privacy;

import org.jspecify.annotations.NullMarked;
