/** Questions whose answers have addresses of their own, for spreadsheets; see {@link app.grapevine.feeds.Feeds}. */
@NullMarked
package app.grapevine.feeds;

import org.jspecify.annotations.NullMarked;
