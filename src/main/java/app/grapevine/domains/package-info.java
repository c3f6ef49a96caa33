/** What an admin sets for a domain: where it leads when no link does, and how recipients' pages on it look. */
@NullMarked
package app.grapevine.domains;

import org.jspecify.annotations.NullMarked;
