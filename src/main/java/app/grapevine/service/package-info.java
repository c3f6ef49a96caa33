/** The composition of the program: what is constructed from what, health, metrics. */
@NullMarked
package app.grapevine.service;

import org.jspecify.annotations.NullMarked;
