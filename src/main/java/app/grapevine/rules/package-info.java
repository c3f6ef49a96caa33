/** Where a link leads by what its visit's request says: rules, their check and their text, and the addresses of apps. Pure. */
@NullMarked
package app.grapevine.rules;

import org.jspecify.annotations.NullMarked;
