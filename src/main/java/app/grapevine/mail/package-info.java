/** Letters to people by the operator's SMTP server: addresses, what is sent, what became of it. Knows nothing of what they say. */
@NullMarked
package app.grapevine.mail;

import org.jspecify.annotations.NullMarked;
