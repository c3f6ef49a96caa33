/** What came of clicks, as the API has it: conversions, and what campaigns brought. */
@NullMarked
package app.grapevine.web.returns;

import org.jspecify.annotations.NullMarked;
