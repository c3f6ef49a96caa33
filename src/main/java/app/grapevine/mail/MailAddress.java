package app.grapevine.mail;

import app.grapevine.base.HostName;
import app.grapevine.base.UnicodeHost;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An address that a letter is sent to. Taken is the form that people use (RFC 5321, section 4.1.2: dot-string, at, domain) and no
 * other: no quotes, no comments, no names, no address in brackets. Parsers differ in how they read those, and what two read
 * differently sends mail to whom nobody meant. So an address holds no blank, no line end and no character beyond ASCII.
 *
 * @param text with its domain in ASCII and lower case; what stands before the at is as it was given, for it may matter
 */
public record MailAddress(String text) {
    /** RFC 5321, section 4.5.3.1.3, without the angle brackets. */
    public static final int LONGEST = 254;

    private static final int LONGEST_LOCAL = 64;
    private static final Pattern LOCAL =
            Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]++(?:\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]++)*+");

    /** @throws IllegalArgumentException if it is no such address in this form */
    public MailAddress {
        if (!text.equals(canonical(text).orElse(null))) {
            throw new IllegalArgumentException("no address of mail");
        }
    }

    /** The address that was meant; empty where it is none. */
    public static Optional<MailAddress> find(String given) {
        return canonical(given.strip()).map(MailAddress::new);
    }

    private static Optional<String> canonical(String given) {
        int at = given.lastIndexOf('@');
        if (at < 1
                || at > LONGEST_LOCAL
                || !LOCAL.matcher(given.substring(0, at)).matches()) {
            return Optional.empty();
        }
        return UnicodeHost.toAscii(given.substring(at + 1))
                .filter(host -> HostName.isDomain(host) && host.indexOf('.') > 0)
                .map(host -> given.substring(0, at + 1) + host)
                .filter(address -> address.length() <= LONGEST);
    }

    /** Its domain, in ASCII and lower case. */
    public String domain() {
        return text.substring(text.lastIndexOf('@') + 1);
    }

    @Override
    public String toString() {
        return text;
    }
}
