package app.grapevine.moving;

import app.grapevine.base.HostName;
import app.grapevine.links.LinkSettings;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody says of how links are to be brought.
 *
 * @param domains by the host of the source, as {@link HostName#plain} writes it, the domain here; the empty host stands for all that
 *     are not named
 * @param prefix what is put before codes that are taken or reserved here; null for nothing, so that they are refused
 * @param singleVisits whether visits are brought one by one where the source has them, and not as a sum
 */
public record MoveSettings(
        Map<String, String> domains, @Nullable String prefix, boolean singleVisits) {
    public MoveSettings {
        domains = Map.copyOf(domains);
    }

    /**
     * Reads what is written as {@code bit.ly=go.example.com}, or {@code go.example.com} for all hosts.
     *
     * @throws SourceException for a domain on which no links are issued here
     */
    public static Map<String, String> domains(Iterable<String> given, LinkSettings settings) {
        Map<String, String> domains = new HashMap<>();
        for (String one : given) {
            int sign = one.indexOf('=');
            String to = HostName.plain(one.substring(sign + 1).strip());
            if (!settings.serves(to)) {
                throw new SourceException("--domain: no links are issued on " + to
                        + " here; it has to be that of public.url, or one of domains in the settings");
            }
            domains.put(sign < 0 ? "" : HostName.plain(one.substring(0, sign).strip()), to);
        }
        return domains;
    }

    /** The domain here of a host of the source. @param host null where the source has one alone */
    String domain(@Nullable String host, LinkSettings settings) {
        String plain = host == null ? "" : HostName.plain(host);
        String mapped = domains.get(plain);
        if (mapped != null) {
            return mapped;
        }
        return settings.serves(plain) ? plain : domains.getOrDefault("", settings.defaultDomain());
    }
}
