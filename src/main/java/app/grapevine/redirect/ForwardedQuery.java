package app.grapevine.redirect;

import app.grapevine.links.LinkDraft;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * The query of a visit, handed on to the destination as a browser would send it: what a browser encodes in a query is encoded
 * (WHATWG URL Standard, the special-query percent-encode set), and nothing is left out for its length or its letters.
 */
final class ForwardedQuery {
    /**
     * By which systems of ads and mails know a click again, in lower case: of Google, Meta, Microsoft, X, LinkedIn, TikTok,
     * Snapchat, Pinterest, Reddit, Yandex, Mailchimp, HubSpot, Klaviyo, Marketo, Omeda, Vero, Impact, and Matomo's click id.
     */
    private static final Set<String> IDS = Set.of(
            "gclid",
            "gclsrc",
            "gbraid",
            "wbraid",
            "dclid",
            "srsltid",
            "fbclid",
            "igsh",
            "igshid",
            "msclkid",
            "twclid",
            "li_fat_id",
            "ttclid",
            "sccid",
            "epik",
            "rdt_cid",
            "yclid",
            "ysclid",
            "mc_eid",
            "mc_cid",
            "_hsenc",
            "_hsmi",
            "_kx",
            "mkt_tok",
            "oly_enc_id",
            "oly_anon_id",
            "vero_id",
            "irclickid",
            "mtm_cid");

    private static final String HEX = "0123456789ABCDEF";

    private ForwardedQuery() {}

    /**
     * {@code location} with the visit's query. Of a parameter that both have the location's stays and the visit's is dropped.
     *
     * @param query as it came
     * @param which parameters are handed on
     * @param wins whether of a parameter that both have the visit's takes the place of the location's
     */
    static String added(String location, String query, LinkDraft.ForwardQuery which, boolean wins) {
        StringBuilder added = new StringBuilder(query.length());
        Set<String> own = new HashSet<>();
        Set<String> replaced = new HashSet<>();
        for (String pair : query.split("&", -1)) {
            String name = Destination.name(pair);
            if (which == LinkDraft.ForwardQuery.IDS && !IDS.contains(name.toLowerCase(Locale.ROOT))) {
                continue;
            }
            if (own.isEmpty()) {
                own = names(location);
            }
            boolean isDouble = !name.isEmpty() && own.contains(name);
            if (isDouble && wins) {
                replaced.add(name);
            }
            if (!isDouble || wins) {
                encode(pair, added.isEmpty() ? added : added.append('&'));
            }
        }
        if (added.isEmpty()) {
            return location;
        }
        String kept = replaced.isEmpty()
                ? location
                : Destination.without(location, pair -> replaced.contains(Destination.name(pair)));
        return Destination.append(kept, added.toString());
    }

    private static Set<String> names(String location) {
        Set<String> names = new HashSet<>();
        for (String pair : Destination.query(location).split("&", -1)) {
            names.add(Destination.name(pair));
        }
        return names;
    }

    private static void encode(String text, StringBuilder to) {
        text.codePoints().forEach(c -> {
            if (c > ' ' && c < 0x7f && c != '"' && c != '#' && c != '<' && c != '>' && c != '\'') {
                to.append((char) c);
            } else {
                // A surrogate without its other half becomes a question mark.
                for (byte one : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                    to.append('%').append(HEX.charAt(one >> 4 & 0xf)).append(HEX.charAt(one & 0xf));
                }
            }
        });
    }
}
