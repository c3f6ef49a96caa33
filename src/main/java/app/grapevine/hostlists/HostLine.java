package app.grapevine.hostlists;

import app.grapevine.base.AddressLiteral;
import app.grapevine.base.HostName;
import app.grapevine.base.Ipv6Literal;
import app.grapevine.base.UnicodeHost;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A line of a list: a host, {@code *.host} or {@code .host}, which all mean the host with its subdomains; or, as files of
 * hosts have it ({@code hosts(5)}), an address and the hosts that are to be found there. What stands behind a {@code #} is
 * a comment.
 */
final class HostLine {
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern HOST = Pattern.compile("[a-z0-9_-]{1,63}(?:\\.[a-z0-9_-]{1,63})*");
    private static final int LONGEST = 253;

    /** What files of hosts begin with, and nobody means to list. */
    private static final Set<String> OF_THIS_MACHINE = Set.of(
            "localhost",
            "localhost.localdomain",
            "local",
            "broadcasthost",
            "ip6-localhost",
            "ip6-loopback",
            "ip6-localnet",
            "ip6-mcastprefix",
            "ip6-allnodes",
            "ip6-allrouters",
            "ip6-allhosts",
            "0.0.0.0");

    private HostLine() {}

    /** The hosts of a line as addresses are kept with them; none of one without; empty for a line that cannot be read. */
    static Optional<List<String>> hosts(String line) {
        int comment = line.indexOf('#');
        String text = (comment < 0 ? line : line.substring(0, comment)).strip();
        if (text.isEmpty()) {
            return Optional.of(List.of());
        }
        String[] words = BLANKS.split(text);
        if (words.length == 1) {
            return canonical(words[0]).map(List::of);
        }
        return isAddress(words[0]) ? behindAddress(words) : Optional.empty();
    }

    private static boolean isAddress(String word) {
        int zone = word.indexOf('%');
        return AddressLiteral.find(zone < 0 ? word : word.substring(0, zone)).isPresent();
    }

    private static Optional<List<String>> behindAddress(String[] words) {
        List<String> hosts = new ArrayList<>();
        for (int i = 1; i < words.length; i++) {
            Optional<String> host = canonical(words[i]);
            if (host.isEmpty()) {
                return Optional.empty();
            }
            host.filter(name -> !OF_THIS_MACHINE.contains(name)).ifPresent(hosts::add);
        }
        return Optional.of(hosts);
    }

    /** As the host stands in an address that is kept, without a final dot; empty for what is no host. */
    private static Optional<String> canonical(String word) {
        String bare = word.startsWith("*.") ? word.substring(2) : word.startsWith(".") ? word.substring(1) : word;
        if (bare.indexOf(':') >= 0) {
            return Ipv6Literal.canonical(bare.startsWith("[") ? bare : "[" + bare + "]");
        }
        return UnicodeHost.toAscii(bare)
                .map(HostName::withoutFinalDot)
                .filter(host -> host.length() <= LONGEST && HOST.matcher(host).matches());
    }
}
