/** The pool, transactions, the two dialects, migrations, and the feed of changed links. */
@NullMarked
package app.grapevine.storage;

import org.jspecify.annotations.NullMarked;
