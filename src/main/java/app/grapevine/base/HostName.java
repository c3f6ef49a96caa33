package app.grapevine.base;

import java.util.Locale;
import java.util.regex.Pattern;

/** Names of hosts as they stand in addresses, headers and settings. */
public final class HostName {
    private static final Pattern DOMAIN =
            Pattern.compile("(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");

    private HostName() {}

    /** Whether links can be issued on a host: a name in ASCII ({@code xn--…}) and lower case, without a port. */
    public static boolean isDomain(String host) {
        return DOMAIN.matcher(host).matches();
    }

    /** A host with a port or without, as one name is always written: lower case, no port, no final dot. */
    public static String plain(String host) {
        return withoutFinalDot(withoutPort(host)).toLowerCase(Locale.ROOT);
    }

    /** {@code example.com} of {@code example.com:80}, {@code [2001:db8::1]} of {@code [2001:db8::1]:80}. */
    public static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        // More than one colon without brackets is an address of IPv6.
        boolean isPort =
                colon > 0 && (host.startsWith("[") ? host.charAt(colon - 1) == ']' : host.indexOf(':') == colon);
        return isPort ? host.substring(0, colon) : host;
    }

    /** A name that is written to its end, with the root's dot, is the same name. */
    public static String withoutFinalDot(String host) {
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }
}
