package app.grapevine.bench;

import app.grapevine.attribution.Signals;
import app.grapevine.attribution.Visibility;
import app.grapevine.journal.Visit;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Visits as a campaign sees them, the same for the same seed: many people in a dozen browsers and apps, nine
 * countries, some referrers, one visit in twelve a preview. Links are visited unevenly, the first most.
 */
final class Traffic {
    private static final List<String> AGENTS = List.of(
            "Mozilla/5.0 (Linux; Android 15; Pixel 8; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/131.0.6778.81 Mobile Safari/537.36 WA4A/2.25.32.75",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Instagram 350.0.0.20.86 (iPhone14,5; iOS 17_6; it_IT; it; scale=3.00; 1170x2532; 645441462)",
            "Mozilla/5.0 (Linux; Android 14; SM-S911B) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36",
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15",
            "Mozilla/5.0 (Linux; Android 13; SM-A536B; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/130.0.0.0 Mobile Safari/537.36 [FB_IAB/Orca-Android;FBAV/482.0.0.0;]",
            "Mozilla/5.0 (Linux; Android 12; Redmi Note 11) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36 MicroMessenger/8.0.50",
            "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0",
            "Mozilla/5.0 (iPad; CPU OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
            "WhatsApp/2.24.20.89 A",
            "TelegramBot (like TwitterBot)");
    private static final List<String> COUNTRIES =
            List.of("IT", "IT", "IT", "DE", "FR", "ES", "US", "BR", "IN", "GB", "CN");
    private static final List<String> LANGUAGES =
            List.of("it-IT,it;q=0.9", "it-IT,it;q=0.9", "de-DE", "fr", "en-US", "en", "pt-BR", "hi");
    private static final List<String> REFERRERS = List.of(
            "",
            "",
            "",
            "",
            "",
            "",
            "https://l.instagram.com",
            "https://web.whatsapp.com",
            "https://t.co",
            "https://example.com");

    private final Random random;
    private final long[] links;
    private final @Nullable String channel;
    private final String mark;

    /** @param channel that every link was issued for, or null */
    Traffic(long seed, long[] links, @Nullable String channel) {
        this(seed, links, channel, "");
    }

    /** @param mark that stands at the end of every user agent, by which it is found again */
    Traffic(long seed, long[] links, @Nullable String channel, String mark) {
        this.mark = mark;
        this.random = new Random(seed);
        this.links = links;
        this.channel = channel;
    }

    Visit next(long atMillis) {
        // The square makes the first links the most visited: half of the visits go to a quarter of them.
        double u = random.nextDouble();
        long link = links[(int) (u * u * links.length)];
        String agent = one(AGENTS) + mark;
        Signals signals =
                new Signals(false, agent, one(REFERRERS), "", "", "none/navigate/document", one(LANGUAGES), "", "");
        long person = 1 + random.nextInt(1 << 22);
        return new Visit(
                atMillis,
                link,
                false,
                channel,
                channel == null ? Visibility.UNKNOWN : Visibility.PRIVATE,
                pseudonym(person, link),
                1 + random.nextInt(1 << 20),
                one(COUNTRIES),
                signals);
    }

    /** Of a person on a link, spread over all numbers as real ones are. */
    private static long pseudonym(long person, long link) {
        return (person + 1_000_003 * link) * 0x9e3779b97f4a7c15L;
    }

    private String one(List<String> list) {
        return list.get(random.nextInt(list.size()));
    }
}
