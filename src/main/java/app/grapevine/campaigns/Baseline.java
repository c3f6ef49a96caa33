package app.grapevine.campaigns;

import org.jspecify.annotations.Nullable;

/** What a campaign's conversions are held against, to see what would have come without it. */
public sealed interface Baseline {
    /**
     * People who were kept out: they got a link that counts them, and not what the campaign says.
     *
     * @param audience of that link
     * @param people how many they are; null where nobody says
     */
    record KeptOut(String audience, @Nullable Long people) implements Baseline {}

    /** As many days before the campaign as it lasts; so it has a first day. */
    record Before() implements Baseline {}

    /**
     * People who were kept out and have no link: what is known of them from elsewhere.
     *
     * @param people how many they are
     * @param conversions how many of them did what the campaign is for
     */
    record Figures(long people, long conversions) implements Baseline {}
}
