/** Lists of hosts that links may lead to, and may not: the operator's files, read anew as they change, and other shorteners. */
@NullMarked
package app.grapevine.hostlists;

import org.jspecify.annotations.NullMarked;
