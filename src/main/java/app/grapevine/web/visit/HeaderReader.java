package app.grapevine.web.visit;

import app.grapevine.attribution.AppendedMarks;
import app.grapevine.attribution.Attributor;
import app.grapevine.attribution.Referrers;
import app.grapevine.attribution.RequestContext;
import app.grapevine.attribution.Signals;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/** Reads what a request's headers reveal. Safe for use by many threads; does not block. */
final class HeaderReader {
    private final Attributor attributor;

    HeaderReader(Attributor attributor) {
        this.attributor = attributor;
    }

    /**
     * What the request reveals, and whether it asks not to be tracked.
     *
     * @param untracked whether {@code Sec-GPC: 1} or {@code DNT: 1} was sent
     */
    record Revealed(Signals signals, boolean untracked) {}

    /**
     * Reads the headers in one pass.
     *
     * @param https whether the recipient's side is known to be encrypted
     * @param query the raw query, or null
     */
    Revealed read(boolean head, boolean https, HttpFields headers, @Nullable String query) {
        String userAgent = "";
        String referrer = "";
        String requestedWith = "";
        String purpose = "";
        String acceptLanguage = "";
        String accept = null;
        String brands = null;
        String platform = null;
        FetchMetadata fetch = new FetchMetadata();
        boolean untracked = false;
        for (HttpField field : headers) {
            String value = field.getValue();
            if (value == null) {
                continue;
            }
            HttpHeader header = field.getHeader();
            if (header == HttpHeader.USER_AGENT) {
                userAgent = AppendedMarks.takenFrom(value);
            } else if (header == HttpHeader.REFERER) {
                referrer = Referrers.origin(value);
            } else if (header == HttpHeader.ACCEPT_LANGUAGE) {
                acceptLanguage = value;
            } else if (header == HttpHeader.ACCEPT) {
                accept = value;
            } else if (header == null) {
                String name = field.getName();
                if (name.regionMatches(true, 0, "Sec-", 0, 4)) {
                    if (name.regionMatches(true, 4, "Fetch-", 0, 6)) {
                        fetch.take(name, value);
                    } else if (name.equalsIgnoreCase("Sec-Purpose")) {
                        purpose = value;
                    } else if (name.equalsIgnoreCase("Sec-CH-UA")) {
                        brands = value;
                    } else if (name.equalsIgnoreCase("Sec-CH-UA-Platform")) {
                        platform = value;
                    } else if (name.equalsIgnoreCase("Sec-GPC")) {
                        untracked |= value.trim().equals("1");
                    }
                } else if (name.equalsIgnoreCase("X-Requested-With")) {
                    requestedWith = value;
                } else if (name.equalsIgnoreCase("DNT")) {
                    untracked |= value.trim().equals("1");
                } else if (purpose.isEmpty() && isPurpose(name)) {
                    purpose = value;
                }
            }
        }
        String markers = query == null ? "" : attributor.markers(query);
        String context = RequestContext.write(https, accept, brands, platform);
        Signals signals = new Signals(
                head, userAgent, referrer, requestedWith, purpose, fetch.joined(), acceptLanguage, markers, context);
        return new Revealed(signals, untracked);
    }

    /** The Sec-Fetch headers, in the order of {@link Signals#fetchMetadata()} whatever order they came in. */
    private static final class FetchMetadata {
        private String site = "";
        private String mode = "";
        private String dest = "";
        private String user = "";

        void take(String name, String value) {
            if (name.equalsIgnoreCase("Sec-Fetch-Site")) {
                site = value;
            } else if (name.equalsIgnoreCase("Sec-Fetch-Mode")) {
                mode = value;
            } else if (name.equalsIgnoreCase("Sec-Fetch-Dest")) {
                dest = value;
            } else if (name.equalsIgnoreCase("Sec-Fetch-User")) {
                user = value;
            }
        }

        String joined() {
            return join(join(site, mode), join(dest, user));
        }

        private static String join(String first, String second) {
            return first.isEmpty() ? second : second.isEmpty() ? first : first + "/" + second;
        }
    }

    private static boolean isPurpose(String name) {
        return name.equalsIgnoreCase("Purpose") || name.equalsIgnoreCase("X-Purpose") || name.equalsIgnoreCase("X-Moz");
    }
}
