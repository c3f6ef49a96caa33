/**
 * Links that were another program's: how each source is read, what becomes of its links and visits, and how far that is; and what
 * is taken along from here. A source is asked for a page at a time, from a cursor on, so that whatever ends a run, the next one
 * goes on where the last commit was.
 */
@NullMarked
package app.grapevine.moving;

import org.jspecify.annotations.NullMarked;
