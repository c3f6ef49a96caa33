package app.grapevine.experiment;

import java.util.List;

/**
 * A place where a link is left, and how visits from there arrive.
 *
 * <p>Of the experiment's places, the shares of visits without a referrer are those of SparkToro and Really Good Data's experiment of 2023 (16
 * links, over 1000 visits). Where it says "a smaller amount", 5 % is our number; where it says "about none", 0 is.
 * The shares of visits in an app's own browser are ours throughout: nobody has published any. Apps whose browser
 * leaves no mark, or that open the phone's browser, have 0. What comes from Messenger on the web is from
 * messenger.com: the chat inside facebook.com looks like the rest of Facebook, and is not part of the replay.
 *
 * @param name as the report prints it
 * @param channel the truth: the id of the catalogue's channel
 * @param visibility what a link is issued as that is for this place alone: {@code private} or {@code public}
 * @param directPercent how many visits in a hundred bring no referrer
 * @param inAppPercent how many visits in a hundred are made in the app's own browser
 * @param inApp user agents of that browser
 * @param referrers what the other visits bring, at random; in the app's browser always the first
 * @param fetchers user agents that fetch the preview, once each
 */
public record Place(
        String name,
        String channel,
        String visibility,
        int directPercent,
        int inAppPercent,
        List<String> inApp,
        List<String> referrers,
        List<String> fetchers) {
    public static final List<Place> ALL = List.of(
            new Place("TikTok", "tiktok", "public", 100, 90, Agents.IN_TIKTOK, List.of(), List.of()),
            new Place("Slack", "slack", "private", 100, 0, List.of(), List.of(), Agents.SLACK_FETCHES),
            new Place("Discord", "discord", "private", 100, 0, List.of(), List.of(), Agents.DISCORD_FETCHES),
            new Place("Mastodon", "mastodon", "public", 100, 0, List.of(), List.of(), Agents.MASTODON_FETCHES),
            new Place(
                    "WhatsApp", "whatsapp", "private", 100, 25, Agents.IN_WHATSAPP, List.of(), Agents.WHATSAPP_FETCHES),
            new Place(
                    "Facebook Messenger",
                    "messenger",
                    "private",
                    75,
                    60,
                    Agents.IN_MESSENGER,
                    List.of("https://l.messenger.com/"),
                    Agents.META_FETCHES),
            new Place(
                    "Facebook posts",
                    "facebook",
                    "public",
                    0,
                    80,
                    Agents.IN_FACEBOOK,
                    List.of("https://lm.facebook.com/", "https://l.facebook.com/", "https://m.facebook.com/"),
                    Agents.META_FETCHES),
            new Place(
                    "Instagram DM",
                    "instagram",
                    "private",
                    30,
                    90,
                    Agents.IN_INSTAGRAM,
                    List.of("https://l.instagram.com/"),
                    Agents.META_FETCHES),
            new Place(
                    "Instagram profile",
                    "instagram",
                    "public",
                    0,
                    90,
                    Agents.IN_INSTAGRAM,
                    List.of("https://l.instagram.com/"),
                    Agents.META_FETCHES),
            new Place(
                    "LinkedIn posts",
                    "linkedin",
                    "public",
                    14,
                    50,
                    Agents.IN_LINKEDIN,
                    List.of("https://www.linkedin.com/", "https://lnkd.in/", "android-app://com.linkedin.android/"),
                    Agents.LINKEDIN_FETCHES),
            new Place(
                    "LinkedIn DM",
                    "linkedin",
                    "private",
                    5,
                    40,
                    Agents.IN_LINKEDIN,
                    List.of("https://www.linkedin.com/", "android-app://com.linkedin.android/"),
                    Agents.LINKEDIN_FETCHES),
            new Place(
                    "Pinterest posts",
                    "pinterest",
                    "public",
                    12,
                    60,
                    Agents.IN_PINTEREST,
                    List.of("https://www.pinterest.com/", "https://www.pinterest.de/"),
                    Agents.PINTEREST_FETCHES),
            new Place(
                    "Reddit posts",
                    "reddit",
                    "public",
                    5,
                    40,
                    Agents.IN_REDDIT,
                    List.of(
                            "https://out.reddit.com/",
                            "https://www.reddit.com/",
                            "android-app://com.reddit.frontpage/"),
                    Agents.REDDIT_FETCHES),
            new Place("Twitter DM", "x", "private", 5, 60, Agents.IN_X, List.of("https://t.co/"), Agents.X_FETCHES),
            new Place("Tweets", "x", "public", 0, 70, Agents.IN_X, List.of("https://t.co/"), Agents.X_FETCHES),
            new Place(
                    "YouTube",
                    "youtube",
                    "public",
                    0,
                    0,
                    List.of(),
                    List.of("https://www.youtube.com/", "https://m.youtube.com/"),
                    List.of()));

    private static final List<String> OF_META = List.of("facebook", "messenger", "instagram", "threads");

    public Place {
        inApp = List.copyOf(inApp);
        referrers = List.copyOf(referrers);
        fetchers = List.copyOf(fetchers);
        if (directPercent < 100 && referrers.isEmpty() || inAppPercent > 0 && inApp.isEmpty()) {
            throw new IllegalArgumentException(name + " has visits that nothing says how to make");
        }
    }

    /** The place of the experiment with this name. @throws java.util.NoSuchElementException if there is none */
    public static Place named(String name) {
        return ALL.stream().filter(place -> place.name.equals(name)).findFirst().orElseThrow();
    }

    /** Whether visits from here go through Meta's redirector, which adds {@code fbclid}. */
    boolean isOfMeta() {
        return OF_META.contains(channel);
    }

    /** Whether a report that names {@code reported} is true of a visit from here, and yet does not say the app. */
    boolean isOfFamily(String reported) {
        return isOfMeta() && reported.equals("meta");
    }
}
