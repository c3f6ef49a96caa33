/** Single visits, as they are kept: written once, read, judged anew, taken away. */
@NullMarked
package app.grapevine.visits;

import org.jspecify.annotations.NullMarked;
