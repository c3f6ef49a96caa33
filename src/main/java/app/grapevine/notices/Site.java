package app.grapevine.notices;

import app.grapevine.storage.LinkKey;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Where this service is reached, and the pages of it that notices lead to. @param url without a slash at its end */
record Site(URI url) {
    /** As readers call it. */
    String host() {
        return url.getHost();
    }

    String overview() {
        return url + "/dashboard";
    }

    String campaign(String slug) {
        return url + "/dashboard#/campaigns/" + encoded(slug);
    }

    String link(LinkKey key) {
        return url + "/dashboard#/link/" + encoded(key.domain()) + "/" + encoded(key.code());
    }

    /** The page of what is sent. */
    String notices() {
        return url + "/dashboard#/notices";
    }

    /** Where an address is confirmed. */
    String confirmation(String token) {
        return url + "/notices/confirm/" + token;
    }

    /** Where a notice is ended. */
    String end(String token) {
        return url + "/notices/stop/" + token;
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
