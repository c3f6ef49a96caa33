package app.grapevine.demo;

import app.grapevine.experiment.Agents;
import app.grapevine.experiment.Place;
import java.util.List;
import java.util.Map;

/**
 * Where the demonstration's links are shared: places of the experiment, and private ones that it did not have. The
 * shares of the latter are invented.
 */
final class Haunts {
    /** A camera that reads a QR code opens the phone's browser, and says nothing of it. */
    static final Place POSTER = plain("A poster", "copy", 100, List.of(), List.of());

    private static final List<Place> PRIVATE = List.of(
            new Place(
                    "Telegram",
                    "telegram",
                    "private",
                    88,
                    22,
                    Agents.IN_TELEGRAM,
                    List.of("https://web.telegram.org/", "android-app://org.telegram.messenger/"),
                    Agents.TELEGRAM_FETCHES),
            new Place("WeChat", "wechat", "private", 100, 92, Agents.IN_WECHAT, List.of(), List.of()),
            new Place(
                    "Snapchat", "snapchat", "private", 100, 85, Agents.IN_SNAPCHAT, List.of(), Agents.SNAPCHAT_FETCHES),
            plain("Signal", "signal", 100, List.of(), Agents.SIGNAL_FETCHES),
            plain("SMS", "sms", 93, List.of("android-app://com.google.android.apps.messaging/"), Agents.SMS_FETCHES),
            plain(
                    "Email",
                    "email",
                    58,
                    List.of(
                            "https://mail.google.com/",
                            "android-app://com.google.android.gm/",
                            "https://outlook.live.com/",
                            "https://mail.yahoo.com/"),
                    Agents.EMAIL_FETCHES));

    private static final Map<String, String> OF_THE_EXPERIMENT = Map.of(
            "whatsapp", "WhatsApp",
            "messenger", "Facebook Messenger",
            "instagram", "Instagram DM",
            "discord", "Discord",
            "slack", "Slack",
            "facebook", "Facebook posts",
            "x", "Tweets",
            "linkedin", "LinkedIn posts",
            "tiktok", "TikTok",
            "reddit", "Reddit posts");

    private Haunts() {}

    /** A place whose visitors come in plain browsers. */
    private static Place plain(
            String name, String channel, int directPercent, List<String> referrers, List<String> fetchers) {
        return new Place(name, channel, "private", directPercent, 0, List.of(), referrers, fetchers);
    }

    /** The place that stands for a channel. @throws java.util.NoSuchElementException if none does */
    static Place of(String channel) {
        String name = OF_THE_EXPERIMENT.get(channel);
        return name != null
                ? Place.named(name)
                : PRIVATE.stream()
                        .filter(place -> place.channel().equals(channel))
                        .findFirst()
                        .orElseThrow();
    }
}
