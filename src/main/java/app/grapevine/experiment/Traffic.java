package app.grapevine.experiment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Makes the visits of a place, the same ones every time. */
final class Traffic {
    private static final long SEED = 2023;
    private static final String FACEBOOK_CLICK = "?fbclid=IwY2xjawExample";
    private static final String APP_SCHEME = "android-app://";

    private Traffic() {}

    /** Exactly the published share of them without a referrer, rounded to whole visits, in random order. */
    static List<Tap> of(Place place, int visits) {
        // By the place, so that the ways of issuing links are compared on the same visits.
        Random random = new Random(SEED + Place.ALL.indexOf(place));
        List<Boolean> direct = shuffled(place.directPercent(), visits, random);
        List<Boolean> inApp = shuffled(place.inAppPercent(), visits, random);
        List<Tap> taps = new ArrayList<>(visits);
        for (int i = 0; i < visits; i++) {
            taps.add(tap(place, direct.get(i), inApp.get(i), random));
        }
        return taps;
    }

    private static List<Boolean> shuffled(int percent, int visits, Random random) {
        int some = Math.round(visits * percent / 100f);
        List<Boolean> list = new ArrayList<>(Collections.nCopies(some, true));
        list.addAll(Collections.nCopies(visits - some, false));
        Collections.shuffle(list, random);
        return list;
    }

    private static Tap tap(Place place, boolean direct, boolean inApp, Random random) {
        String userAgent = any(inApp ? place.inApp() : Agents.BROWSERS, random);
        String referrer = "";
        if (!direct) {
            referrer = inApp ? place.referrers().get(0) : any(place.referrers(), random);
        }
        if (referrer.startsWith(APP_SCHEME)) {
            // Chrome's Custom Tabs alone send these.
            userAgent = Agents.CHROME_ANDROID;
        }
        // Safari may strip it; so it never arrives from there.
        boolean marked = place.isOfMeta() && !userAgent.equals(Agents.SAFARI);
        return new Tap(userAgent, referrer, marked ? FACEBOOK_CLICK : "");
    }

    private static String any(List<String> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }
}
