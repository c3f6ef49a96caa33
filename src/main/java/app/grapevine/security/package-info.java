/** API keys, rate limits, and which destinations may be linked. */
@NullMarked
package app.grapevine.security;

import org.jspecify.annotations.NullMarked;
