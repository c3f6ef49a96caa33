package app.grapevine.attribution;

import app.grapevine.attribution.Sign.Strength;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Gathers what in a click points to a channel, strongest first. Immutable. */
final class Signs {
    private static final int REMEMBERED = 512;

    private final Map<String, List<Channel>> packages = new HashMap<>();
    private final Hosts clients = new Hosts();
    private final Hosts redirectors = new Hosts();
    private final Markers markers;
    private final Recent<List<Sign>> byReferrer = new Recent<>(REMEMBERED, this::ofReferrer);
    private final Recent<List<Sign>> byMarkers = new Recent<>(REMEMBERED, this::ofMarkers);

    Signs(List<Channel> channels, Markers markers) {
        this.markers = markers;
        for (Channel channel : channels) {
            for (String name : channel.packages()) {
                packages.computeIfAbsent(name.toLowerCase(Locale.ROOT), key -> new ArrayList<>(2))
                        .add(channel);
            }
            for (String host : channel.hosts()) {
                clients.add(host.toLowerCase(Locale.ROOT), channel);
            }
            for (String host : channel.redirectors()) {
                redirectors.add(host.toLowerCase(Locale.ROOT), channel);
            }
        }
    }

    List<Sign> gather(Signals signals, Reading reading) {
        if (reading.marks().isEmpty()
                && signals.requestedWith().isEmpty()
                && signals.referrer().isEmpty()
                && signals.markers().isEmpty()) {
            return List.of();
        }
        List<Sign> signs = new ArrayList<>(4);
        addRequestedWith(signals.requestedWith(), signs);
        signs.addAll(reading.marks());
        if (!signals.referrer().isEmpty()) {
            signs.addAll(byReferrer.get(signals.referrer()));
        }
        if (!signals.markers().isEmpty()) {
            signs.addAll(byMarkers.get(signals.markers()));
        }
        return signs;
    }

    private void addRequestedWith(String requestedWith, List<Sign> signs) {
        if (!requestedWith.isEmpty()) {
            addIfKnown(
                    packages.getOrDefault(requestedWith.toLowerCase(Locale.ROOT), List.of()),
                    Strength.STRONG,
                    "requested-with",
                    "requested-with-package",
                    requestedWith,
                    signs);
        }
    }

    private List<Sign> ofReferrer(String referrer) {
        int slashes = referrer.indexOf("://");
        if (slashes < 0) {
            return List.of();
        }
        int end = referrer.indexOf('/', slashes + 3);
        String host = referrer.substring(slashes + 3, end < 0 ? referrer.length() : end)
                .toLowerCase(Locale.ROOT);
        List<Sign> signs = new ArrayList<>(1);
        if (referrer.startsWith(Referrers.APP_SCHEME)) {
            List<Channel> app = packages.getOrDefault(host, List.of());
            addIfKnown(app, Strength.STRONG, "referrer", "android-app-referrer", referrer, signs);
            return signs;
        }
        List<Channel> client = clients.find(host);
        addIfKnown(client, Strength.STRONG, "referrer", "web-client", referrer, signs);
        if (client.isEmpty()) {
            addIfKnown(redirectors.find(host), Strength.REDIRECTOR, "referrer", "redirector", referrer, signs);
        }
        return signs;
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
