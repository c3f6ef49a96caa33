/** The API of what cards are filled with, and the pictures as apps fetch them. */
@NullMarked
package app.grapevine.web.cards;

import org.jspecify.annotations.NullMarked;
