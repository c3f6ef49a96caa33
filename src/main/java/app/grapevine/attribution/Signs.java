package app.grapevine.attribution;

import app.grapevine.attribution.Sign.Strength;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gathers what in a click points to a channel, strongest first, or to somewhere else. Immutable. */
final class Signs {
    private static final int REMEMBERED = 512;
    static final Found NOTHING = new Found(List.of(), null);

    private final Map<String, List<Channel>> packages = new HashMap<>();
    private final Hosts clients = new Hosts();
    private final Hosts publicPages = new Hosts();
    private final Hosts redirectors = new Hosts();
    private final Origins origins = new Origins();
    private final Markers markers;
    private final Recent<Found> byReferrer = new Recent<>(REMEMBERED, this::ofReferrer);
    private final Recent<List<Sign>> byMarkers = new Recent<>(REMEMBERED, this::ofMarkers);

    /**
     * @param signs strongest first; nobody changes them any more
     * @param elsewhere where the click came from, if that is no channel; null where nothing says so
     * @param seen what the signs say together
     */
    record Found(List<Sign> signs, @Nullable Elsewhere elsewhere, Seen seen) {
        Found {
            signs = Collections.unmodifiableList(signs); // no copy: it is made for every visit
        }

        Found(List<Sign> signs, @Nullable Elsewhere elsewhere) {
            this(signs, elsewhere, Seen.of(signs));
        }

        Found from(@Nullable Elsewhere place) {
            return place == elsewhere ? this : new Found(signs, place, seen);
        }

        /** Whether the app itself, or a channel's client, set a sign on this very click. */
        boolean isSigned() {
            return !signs.isEmpty() && signs.get(0).strength() == Strength.STRONG;
        }
    }

    Signs(List<Channel> channels, Markers markers) {
        this.markers = markers;
        for (Channel channel : channels) {
            for (String name : channel.packages()) {
                packages.computeIfAbsent(name.toLowerCase(Locale.ROOT), key -> new ArrayList<>(2))
                        .add(channel);
            }
            addAll(channel.hosts(), channel, clients);
            addAll(channel.publicHosts(), channel, publicPages);
            addAll(channel.redirectors(), channel, redirectors);
        }
    }

    private static void addAll(List<String> hosts, Channel channel, Hosts to) {
        hosts.forEach(host -> to.add(host.toLowerCase(Locale.ROOT), channel));
    }

    Found gather(Signals signals, Reading reading, RequestContext context) {
        if (reading.marks().isEmpty()
                && signals.requestedWith().isEmpty()
                && signals.referrer().isEmpty()
                && signals.markers().isEmpty()) {
            return NOTHING;
        }
        if (isByReferrerAlone(signals, reading)) {
            Found referrer = byReferrer.get(signals.referrer());
            return referrer.elsewhere == null ? referrer : referrer.from(ofOwn(referrer.elsewhere, context));
        }
        List<Sign> signs = new ArrayList<>(4);
        Elsewhere app = addRequestedWith(signals.requestedWith(), signs);
        signs.addAll(reading.marks());
        Elsewhere page = null;
        boolean named = !signs.isEmpty();
        if (!signals.referrer().isEmpty()) {
            Found referrer = byReferrer.get(signals.referrer());
            signs.addAll(referrer.signs);
            named |= !referrer.signs.isEmpty();
            page = ofOwn(referrer.elsewhere, context);
        }
        if (!signals.markers().isEmpty()) {
            signs.addAll(byMarkers.get(signals.markers()));
        }
        // A package that nobody knows may be another build of the app that the rest names.
        return new Found(signs, page != null ? page : named ? null : app);
    }

    /** What the app says of itself in whose own browser the link is opened; no referrer does, which a whole browser sends too. */
    Seen inApp(Signals signals, Reading reading) {
        if (reading.marks().isEmpty() && signals.requestedWith().isEmpty()) {
            return NOTHING.seen;
        }
        List<Sign> signs = new ArrayList<>(2);
        addRequestedWith(signals.requestedWith(), signs);
        signs.addAll(reading.marks());
        return Seen.of(signs);
    }

    private static boolean isByReferrerAlone(Signals signals, Reading reading) {
        return reading.marks().isEmpty()
                && signals.requestedWith().isEmpty()
                && signals.markers().isEmpty();
    }

    /** The short domain is a step on the way, and the destination's site no place where the link was passed on. */
    private static @Nullable Elsewhere ofOwn(@Nullable Elsewhere page, RequestContext context) {
        if (page == null || context.fromSelf()) {
            return null;
        }
        return context.fromDestination()
                ? new Elsewhere(
                        Elsewhere.Place.PASSING,
                        new Evidence(
                                "referrer",
                                "site-of-the-destination",
                                page.evidence().value()))
                : page;
    }

    private @Nullable Elsewhere addRequestedWith(String requestedWith, List<Sign> signs) {
        if (requestedWith.isEmpty()) {
            return null;
        }
        String name = requestedWith.toLowerCase(Locale.ROOT);
        List<Channel> app = packages.getOrDefault(name, List.of());
        addIfKnown(app, Strength.STRONG, "requested-with", "requested-with-package", requestedWith, signs);
        return app.isEmpty() && isPackage(name) ? origins.ofPackage(name, "requested-with") : null;
    }

    /** Scripts write {@code XMLHttpRequest} into the same header. */
    private static boolean isPackage(String name) {
        int dots = 0;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            dots += c == '.' ? 1 : 0;
            if (c != '.' && c != '_' && !Token.isLetter(c) && !Token.isDigit(c)) {
                return false;
            }
        }
        return dots > 0;
    }

    private Found ofReferrer(String referrer) {
        int slashes = referrer.indexOf("://");
        if (slashes < 0) {
            return NOTHING;
        }
        String host = host(referrer, slashes + 3);
        List<Sign> signs = new ArrayList<>(1);
        if (referrer.startsWith(Referrers.APP_SCHEME)) {
            List<Channel> app = packages.getOrDefault(host, List.of());
            addIfKnown(app, Strength.STRONG, "referrer", "android-app-referrer", referrer, signs);
            return new Found(signs, app.isEmpty() ? origins.ofPackage(host, "referrer") : null);
        }
        String page = Origins.translated(host);
        addOfHost(page, referrer, signs);
        return new Found(signs, signs.isEmpty() ? origins.ofHost(page) : null);
    }

    /** Without a port, if there is one. */
    private static String host(String referrer, int from) {
        int end = from;
        while (end < referrer.length() && referrer.charAt(end) != '/' && referrer.charAt(end) != ':') {
            end++;
        }
        return referrer.substring(from, end).toLowerCase(Locale.ROOT);
    }

    private void addOfHost(String host, String referrer, List<Sign> signs) {
        addIfKnown(clients.find(host), Strength.STRONG, "referrer", "web-client", referrer, signs);
        if (signs.isEmpty()) {
            addIfKnown(publicPages.find(host), Strength.PUBLIC_PAGE, "referrer", "public-page", referrer, signs);
        }
        if (signs.isEmpty()) {
            addIfKnown(redirectors.find(host), Strength.REDIRECTOR, "referrer", "redirector", referrer, signs);
        }
        if (signs.isEmpty() && !origins.isKnown(host)) {
            addIfKnown(clients.findByHabit(host), Strength.HABIT, "referrer", "host-by-habit", referrer, signs);
        }
    }

    private List<Sign> ofMarkers(String marks) {
        List<Sign> signs = new ArrayList<>(1);
        for (String mark : marks.split("&", -1)) {
            List<Channel> found = markers.channelsOf(mark);
            if (!found.isEmpty()) {
                String family = found.size() > 1 ? found.get(0).family() : null;
                signs.add(new Sign(Strength.PARAMETER, found, family, new Evidence("query", "query-parameter", mark)));
            }
        }
        return signs;
    }

    private static void addIfKnown(
            List<Channel> channels, Strength strength, String kind, String rule, String value, List<Sign> signs) {
        if (!channels.isEmpty()) {
            signs.add(new Sign(strength, channels, null, new Evidence(kind, rule, value)));
        }
    }
}
