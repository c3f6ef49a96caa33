package app.grapevine.experiment;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A person's request.
 *
 * @param referrer the Referer, empty for none
 * @param query what an app has added to the URL, with its question mark; empty for nothing
 */
public record Tap(String userAgent, String referrer, String query) {
    boolean isDirect() {
        return referrer.isEmpty();
    }

    /** What a browser says with a navigation. @param languages the Accept-Language */
    public Map<String, String> headers(String languages) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("User-Agent", userAgent);
        headers.put("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");
        headers.put("Accept-Language", languages);
        headers.put("Sec-Fetch-Dest", "document");
        headers.put("Sec-Fetch-Mode", "navigate");
        headers.put("Sec-Fetch-Site", isDirect() ? "none" : "cross-site");
        if (!isDirect()) {
            headers.put("Referer", referrer);
        }
        return headers;
    }

    /** What a program says that fetches a page, for a preview or else. */
    public static Map<String, String> fetchHeaders(String userAgent) {
        return Map.of("User-Agent", userAgent, "Accept", "*/*");
    }
}
