/** API keys, accounts, sessions and rate limits. */
@NullMarked
package app.grapevine.security;

import org.jspecify.annotations.NullMarked;
