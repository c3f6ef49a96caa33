/** Who did what: the audit log, its chains and their verification. */
@NullMarked
package app.grapevine.audit;

import org.jspecify.annotations.NullMarked;
