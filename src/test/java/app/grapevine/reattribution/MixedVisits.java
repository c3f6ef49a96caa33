package app.grapevine.reattribution;

import static app.grapevine.clicks.TestClicks.NOON;

import app.grapevine.TestAgents;
import app.grapevine.attribution.Signals;
import app.grapevine.attribution.Visibility;
import app.grapevine.journal.SampleVisits;
import app.grapevine.journal.Visit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Visits of all sorts, the same ones each time. */
final class MixedVisits {

    private MixedVisits() {}

    /** All that a request can bring, on few links, so that much of it meets. */
    static List<Visit> list(int count) {
        Random random = new Random(3);
        List<String> agents = List.of(
                TestAgents.IPHONE,
                TestAgents.IN_WHATSAPP,
                TestAgents.TELEGRAM_FETCHER,
                TestAgents.WHATSAPP_FETCHER,
                TestAgents.BOT,
                "",
                TestAgents.IN_WECHAT);
        List<String> referrers = List.of(
                "", "", "https://web.whatsapp.com", "android-app://org.telegram.messenger", "http://blog.example");
        List<String> apps = List.of("", "", "", "com.whatsapp", "org.telegram.messenger");
        List<String> purposes = List.of("", "", "", "", "prefetch;prerender", "none");
        List<String> metadata =
                List.of("", "cross-site/navigate/document/?1", "cross-site/no-cors/image", "none/navigate/document");
        List<Visit> visits = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Signals signals = new Signals(
                    random.nextInt(20) == 0,
                    pick(agents, random),
                    pick(referrers, random),
                    pick(apps, random),
                    pick(purposes, random),
                    pick(metadata, random),
                    "de-DE,de;q=0.9",
                    random.nextInt(10) == 0 ? "fbclid" : "",
                    "");
            long link = 1 + random.nextInt(5);
            visits.add(new Visit(
                    NOON + i * 90_000L,
                    link,
                    false,
                    link == 1 ? "telegram" : link == 2 ? "whatsapp" : null,
                    link == 2 ? Visibility.PUBLIC : link == 1 ? Visibility.PRIVATE : Visibility.UNKNOWN,
                    1 + random.nextInt(40),
                    1 + random.nextInt(60),
                    "DE",
                    signals));
            if (i % 25 == 0) {
                visits.add(SampleVisits.suppressed(NOON, link));
            }
        }
        return visits;
    }

    private static <T> T pick(List<T> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }
}
