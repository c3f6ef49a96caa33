package app.grapevine.client;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Made-up recipients: requests for short links as browsers, apps and programs send them. */
public final class Visitors {
    /** People in browsers and in apps, what fetches previews, and a bot. */
    public static final List<String> AGENTS = List.of(
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
                    + " Version/18.1 Mobile/15E148 Safari/604.1",
            "Mozilla/5.0 (Linux; Android 14; SM-S911B) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0"
                    + " Mobile Safari/537.36",
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0"
                    + " Safari/537.36",
            "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0",
            "Mozilla/5.0 (Linux; Android 15; Pixel 8; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0"
                    + " Chrome/131.0.6778.81 Mobile Safari/537.36 WA4A/2.25.32.75",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
                    + " Mobile/15E148 Instagram 350.0.0.20.86",
            "Mozilla/5.0 (Linux; Android 13; SM-A536B; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0"
                    + " Chrome/130.0.0.0 Mobile Safari/537.36 [FB_IAB/Orca-Android;FBAV/482.0.0.0;]",
            "Mozilla/5.0 (Linux; Android 12; Redmi Note 11) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0"
                    + " Mobile Safari/537.36 MicroMessenger/8.0.50",
            "WhatsApp/2.24.20.89 A",
            "TelegramBot (like TwitterBot)",
            "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
            "curl/8.5.0");

    private Visitors() {}

    /** Each of them asking for each path, ready to be sent. */
    public static List<byte[]> requests(URI url, List<String> paths) {
        return paths.stream()
                .flatMap(path -> AGENTS.stream().map(agent -> request(url, path, agent)))
                .toList();
    }

    private static byte[] request(URI url, String path, String agent) {
        String browser = agent.startsWith("Mozilla")
                ? "Accept-Language: it-IT,it;q=0.9,en;q=0.8\r\nSec-Fetch-Site: none\r\nSec-Fetch-Mode: navigate\r\n"
                        + "Sec-Fetch-Dest: document\r\n"
                : "";
        return ("GET " + path + " HTTP/1.1\r\nHost: " + url.getAuthority() + "\r\nUser-Agent: " + agent
                        + "\r\nAccept: text/html,*/*;q=0.8\r\nAccept-Encoding: gzip, deflate\r\n" + browser + "\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}
