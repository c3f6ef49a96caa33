/** What cards of links are filled with: pictures that are uploaded, and what the page that a link leads to says of itself. */
@NullMarked
package app.grapevine.cards;

import org.jspecify.annotations.NullMarked;
