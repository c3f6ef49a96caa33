/** The catalogue of channels: data, of the program and of the operator. */
@NullMarked
package app.grapevine.channels;

import org.jspecify.annotations.NullMarked;
