package app.grapevine.bench;

import app.grapevine.attribution.Agent;
import app.grapevine.attribution.Kind;
import app.grapevine.attribution.Tier;
import app.grapevine.attribution.Verdict;
import app.grapevine.attribution.Visibility;
import app.grapevine.visits.Click;
import java.util.List;
import java.util.Random;

/** Visits as a campaign sees them, judged already: what is counted. The same for the same seed. */
final class JudgedVisits {
    private static final String[] CHANNELS = {"whatsapp", "whatsapp", "whatsapp", "telegram", "signal", "email", "x"};
    private static final String[] COUNTRIES = {"IT", "IT", "IT", "DE", "FR", "ES", "US", "BR", "IN", "GB"};
    private static final String[] LANGUAGES = {"it", "it", "it", "de", "fr", "es", "en", "pt", "hi", "en"};
    private static final String[] REFERRERS = {"l.instagram.com", "web.whatsapp.com", "t.co", "www.example.com"};
    private static final Agent[] AGENTS = {
        new Agent("mobile", "android", "chrome"),
        new Agent("mobile", "android", "in-app"),
        new Agent("mobile", "ios", "safari"),
        new Agent("mobile", "ios", "in-app"),
        new Agent("desktop", "windows", "chrome"),
        new Agent("desktop", "macos", "safari"),
        new Agent("desktop", "linux", "firefox"),
        new Agent("tablet", "ios", "safari")
    };

    private final Random random;
    private long sequence;

    JudgedVisits(long seed) {
        random = new Random(seed);
    }

    Click next(long link, long atMillis) {
        // A link is issued for a channel, and its people come from a place.
        String origin = CHANNELS[(int) (link % CHANNELS.length)];
        boolean abroad = random.nextInt(5) == 0;
        int place = abroad ? random.nextInt(COUNTRIES.length) : (int) (link % COUNTRIES.length);
        boolean preview = random.nextInt(12) == 0;
        boolean referred = random.nextInt(3) == 0;
        String channel = random.nextInt(6) == 0 ? null : random.nextInt(6) == 0 ? one(CHANNELS) : origin;
        Kind kind = preview ? Kind.PREVIEW : Kind.CLICK;
        Tier tier = preview ? null : channel == null ? Tier.DARK : referred ? Tier.OBSERVED : Tier.DECLARED;
        Visibility visibility = channel == null ? Visibility.UNKNOWN : Visibility.PRIVATE;
        Verdict verdict = new Verdict(kind, channel, origin, visibility, tier, List.of(), preview ? origin : null, 1);
        return new Click(
                1,
                ++sequence,
                atMillis,
                link,
                kind,
                verdict,
                !preview && random.nextInt(4) > 0,
                COUNTRIES[place],
                LANGUAGES[place],
                AGENTS[random.nextInt(AGENTS.length)],
                referred ? one(REFERRERS) : null,
                preview && random.nextBoolean());
    }

    /** A link of so many, the first ones more often: half of the visits go to a quarter of them. */
    long link(int links) {
        double u = random.nextDouble();
        return 1 + (long) (u * u * links);
    }

    private String one(String[] list) {
        return list[random.nextInt(list.length)];
    }
}
