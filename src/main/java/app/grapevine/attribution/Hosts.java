package app.grapevine.attribution;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Channels by host. A host stands for itself and the hosts below it ({@code t.co} for {@code www.t.co}), with a sign of
 * equality before it for itself alone ({@code =discord.com} also for {@code www.discord.com}, but not for {@code
 * support.discord.com}); {@code pinterest.*} for every country's ({@code pinterest.de}, {@code pinterest.co.uk}); {@code
 * webmail.**} for whatever begins like that ({@code webmail.example.org} and {@code webmail2.example.org}, but not {@code
 * webmail.example}), where nothing else fits. The longest host that fits decides. Immutable.
 */
final class Hosts {
    /** Longer names are those that pretend to be another's: {@code mail.example.com.evil.example}. */
    private static final int MAX_OWNERS_DOTS = 3;

    private final Map<String, List<Channel>> alone = new HashMap<>();
    private final Map<String, List<Channel>> exact = new HashMap<>();
    private final Map<String, List<Channel>> anyCountry = new HashMap<>();
    private final Map<String, List<Channel>> anyOwner = new HashMap<>();

    /** Channels that name the same host share it; the first is whose it is. */
    void add(String host, Channel channel) {
        if (host.startsWith("=")) {
            alone.computeIfAbsent(host.substring(1), key -> new ArrayList<>(2)).add(channel);
        } else if (host.endsWith(".**")) {
            anyOwner.computeIfAbsent(host.substring(0, host.length() - 3), key -> new ArrayList<>(2))
                    .add(channel);
        } else if (host.endsWith(".*")) {
            anyCountry
                    .computeIfAbsent(host.substring(0, host.length() - 2), key -> new ArrayList<>(2))
                    .add(channel);
        } else {
            exact.computeIfAbsent(host, key -> new ArrayList<>(2)).add(channel);
        }
    }

    /** Those that are known by a host's name; not by how it begins. @param host in lower case */
    List<Channel> find(String host) {
        List<Channel> whole = alone.get(host.startsWith("www.") ? host.substring(4) : host);
        if (whole != null) {
            return whole;
        }
        int from = 0;
        while (true) {
            String rest = host.substring(from);
            List<Channel> found = exact.get(rest);
            if (found == null && !anyCountry.isEmpty()) {
                found = findAnyCountry(rest);
            }
            if (found != null) {
                return found;
            }
            int dot = host.indexOf('.', from);
            if (dot < 0) {
                return List.of();
            }
            from = dot + 1;
        }
    }

    /** Those whose hosts mostly begin like this one. @param host in lower case */
    List<Channel> findByHabit(String host) {
        int dot = host.indexOf('.');
        long dots = host.chars().filter(c -> c == '.').count();
        if (dots < 2 || dots > MAX_OWNERS_DOTS) {
            return List.of();
        }
        int end = dot;
        while (end > 1 && Token.isDigit(host.charAt(end - 1))) {
            end--;
        }
        return anyOwner.getOrDefault(host.substring(0, end), List.of());
    }

    private @Nullable List<Channel> findAnyCountry(String host) {
        int last = host.lastIndexOf('.');
        if (last <= 0) {
            return null;
        }
        List<Channel> found = anyCountry.get(host.substring(0, last));
        if (found != null || host.length() - last != 3) {
            return found;
        }
        int second = host.lastIndexOf('.', last - 1);
        boolean countrysCommercial =
                second > 0 && (host.startsWith("co.", second + 1) || host.startsWith("com.", second + 1));
        return countrysCommercial ? anyCountry.get(host.substring(0, second)) : null;
    }
}
