/** Notices as the API has them, and the pages that their readers come to. */
@NullMarked
package app.grapevine.web.notices;

import org.jspecify.annotations.NullMarked;
