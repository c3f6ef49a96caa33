/** The audit log as the API has it: what requests leave in it, and how it is read. */
@NullMarked
package app.grapevine.web.audit;

import org.jspecify.annotations.NullMarked;
