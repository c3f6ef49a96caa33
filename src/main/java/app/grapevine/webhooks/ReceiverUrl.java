package app.grapevine.webhooks;

import app.grapevine.base.AddressLiteral;
import app.grapevine.base.FaultCode;
import app.grapevine.base.Faults;
import app.grapevine.base.PrivateAddresses;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Whether an address can be one that is posted to, by what it is made of; where its name leads is looked at as each connection is
 * made. Immutable.
 */
public final class ReceiverUrl {
    /** In characters. */
    public static final int LONGEST = 2048;

    private final WebhookSettings settings;

    public ReceiverUrl(WebhookSettings settings) {
        this.settings = settings;
    }

    /** The address, if it can be one. @param faults which says of {@code field} what is wrong */
    public Optional<URI> check(Faults faults, String field, String given) {
        if (given.isEmpty()) {
            faults.add(field, FaultCode.MISSING);
            return Optional.empty();
        }
        if (given.length() > LONGEST) {
            faults.add(field, FaultCode.TOO_LONG, Map.of("most", LONGEST));
            return Optional.empty();
        }
        URI url;
        try {
            url = new URI(given);
        } catch (URISyntaxException e) {
            faults.add(field, FaultCode.NOT_HTTP);
            return Optional.empty();
        }
        return check(faults, field, url) ? Optional.of(url) : Optional.empty();
    }

    private boolean check(Faults faults, String field, URI url) {
        String scheme = url.getScheme() == null ? "" : url.getScheme();
        int before = faults.all().size();
        if (!(scheme.equals("https") || scheme.equals("http"))) {
            faults.add(field, FaultCode.NOT_HTTP);
        } else if (url.getRawUserInfo() != null) {
            faults.add(field, FaultCode.HAS_USER_INFO);
        } else if (url.getHost() == null || url.getRawFragment() != null) {
            faults.add(field, FaultCode.NOT_A_HOST);
        } else if (!settings.vouchesFor(url)) {
            if (scheme.equals("http")) {
                faults.add(field, FaultCode.NOT_HTTPS);
            }
            if (isPrivate(url.getHost().toLowerCase(Locale.ROOT))) {
                faults.add(field, FaultCode.PRIVATE_RECEIVER);
            }
        }
        return faults.all().size() == before;
    }

    /** Whether the operator vouches for a receiver, wherever it is. */
    public boolean isVouchedFor(URI url) {
        return settings.vouchesFor(url);
    }

    private static boolean isPrivate(String host) {
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || AddressLiteral.find(host).filter(PrivateAddresses::contain).isPresent();
    }
}
