package app.grapevine.experiment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Makes the visits of a place, the same ones every time. */
public final class Traffic {
    private static final long SEED = 2023;
    private static final String FACEBOOK_CLICK = "?fbclid=IwY2xjawExample";
    private static final String WECHAT_MESSAGE = "?from=singlemessage";
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
            taps.add(tap(place, direct.get(i), inApp.get(i), Agents.BROWSERS, random));
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

    /**
     * One visit of a place.
     *
     * @param inApp whether it is made in the app's own browser, which the place must have
     * @param browsers those that it may be made in else; the more likely ones more than once
     */
    public static Tap tap(Place place, boolean direct, boolean inApp, List<String> browsers, Random random) {
        String userAgent = any(inApp ? place.inApp() : browsers, random);
        String referrer = "";
        if (!direct) {
            referrer = inApp ? place.referrers().get(0) : any(place.referrers(), random);
        }
        if (referrer.startsWith(APP_SCHEME)) {
            // Chrome's Custom Tabs alone send these.
            userAgent = Agents.CHROME_ANDROID;
        }
        return new Tap(userAgent, referrer, query(place, inApp, userAgent));
    }

    /** What the app adds to the URL. */
    private static String query(Place place, boolean inApp, String userAgent) {
        if (place.channel().equals("wechat")) {
            return inApp ? WECHAT_MESSAGE : "";
        }
        // Safari may strip it; so it never arrives from there.
        return place.isOfMeta() && !userAgent.equals(Agents.SAFARI) ? FACEBOOK_CLICK : "";
    }

    private static String any(List<String> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }
}
