/** Answers that have addresses of their own, for spreadsheets: how they are made, and how they are got. */
@NullMarked
package app.grapevine.web.feeds;

import org.jspecify.annotations.NullMarked;
