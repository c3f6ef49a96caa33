/** What came of clicks, as the API has it: conversions, what campaigns brought, the flow of clicks, and notes on them. */
@NullMarked
package app.grapevine.web.returns;

import org.jspecify.annotations.NullMarked;
