package app.grapevine.sharing;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What of a report can be shown or left out. Clicks, visitors, share attempts and their course in time are always there. */
public enum Section {
    /** Channels, how sure they are, and what links were made for. */
    CHANNELS,
    /** Groups that links were made for. */
    GROUPS,
    /** Links, with their titles, tags, share sets and campaigns. */
    LINKS,
    /** How far links were passed on. */
    PASSING_ON,
    /** Countries and languages. */
    PLACES,
    /** Devices, systems, browsers, and the sites that clicks came from. */
    DEVICES,
    /** Previews, and what is set apart. */
    PREVIEWS,
    /** What clicks led to, in the period of the report. */
    CONVERSIONS,
    /** What the campaign brought, from its begin and until now, whatever the period of the report. */
    RETURN,
    /** The story of the campaign: the words and the pictures of it, as far as the other sections show what they are made of. */
    STORY;

    /** All, by their labels. */
    public static final Map<String, Section> BY_LABEL =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Section::label, Function.identity()));

    /** As the API and the table write it: {@code passing-on}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
