package app.grapevine.mail;

import org.jspecify.annotations.Nullable;

/**
 * By which server letters go out.
 *
 * @param host of the server
 * @param user to log in with; null where nobody has to
 * @param password of the user; null where there is none
 * @param from whom all letters come
 * @param self the host that this machine calls itself when it greets the server
 */
public record MailSettings(
        String host,
        int port,
        Tls tls,
        @Nullable String user,
        @Nullable String password,
        Sender from,
        String self) {
    /** How the way to the server is kept from being read; its certificate is verified in both that do. */
    public enum Tls {
        /** From the greeting on; nothing is sent to a server that does not offer it (RFC 3207). */
        STARTTLS,
        /** From the first byte on (RFC 8314), usually at port 465. */
        TLS,
        /** In the clear, for a server on this machine. */
        NONE
    }

    /** @throws IllegalArgumentException if there is a user without a password, or a password without a user */
    public MailSettings {
        if ((user == null) != (password == null)) {
            throw new IllegalArgumentException("a user needs a password, and a password a user");
        }
    }
}
