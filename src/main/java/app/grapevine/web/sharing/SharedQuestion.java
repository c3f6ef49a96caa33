package app.grapevine.web.sharing;

import app.grapevine.base.FaultCode;
import app.grapevine.base.NoValue;
import app.grapevine.base.Parameters;
import app.grapevine.base.Reach;
import app.grapevine.base.RefusedException;
import app.grapevine.rollups.Dimension;
import app.grapevine.sharing.Section;
import app.grapevine.sharing.SharedReportDraft;
import app.grapevine.stats.Filter;
import app.grapevine.stats.Selection;
import app.grapevine.stats.StatsQuery;
import app.grapevine.web.http.Query;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a shared report is of as of a moment, and so the most that its readers may ask: its visits or a part of them, in its time or a
 * part of it, by what its sections show. Immutable.
 *
 * @param whole its filters and its time
 */
record SharedQuestion(SharedReportDraft draft, StatsQuery whole) {
    private static final Map<Section, Set<Dimension>> DIMENSIONS = Map.of(
            Section.CHANNELS, EnumSet.of(Dimension.CHANNEL, Dimension.ORIGIN, Dimension.TIER, Dimension.VISIBILITY),
            Section.GROUPS, EnumSet.of(Dimension.AUDIENCE),
            Section.LINKS,
                    EnumSet.of(Dimension.LINK, Dimension.CAMPAIGN, Dimension.TAG, Dimension.SHARE_SET, Dimension.RULE),
            Section.PASSING_ON, EnumSet.of(Dimension.GENERATION),
            Section.PLACES, EnumSet.of(Dimension.COUNTRY, Dimension.LANGUAGE),
            Section.DEVICES, EnumSet.of(Dimension.DEVICE, Dimension.OS, Dimension.BROWSER, Dimension.REFERRER),
            Section.PREVIEWS, EnumSet.of(Dimension.PREVIEW_BY, Dimension.SET_APART),
            Section.CONVERSIONS, EnumSet.of(Dimension.EVENT, Dimension.HEARD_FROM),
            Section.RETURN, EnumSet.noneOf(Dimension.class),
            Section.STORY, EnumSet.noneOf(Dimension.class));

    /** What the flow of clicks tells of at once. */
    private static final Set<Section> OF_FLOW =
            EnumSet.of(Section.STORY, Section.CHANNELS, Section.GROUPS, Section.CONVERSIONS);

    /** By what links are called. */
    private static final Set<String> OF_LINKS = Set.of("code", "domain");

    /**
     * Reads it as of now, held to the reach of whose rights it is answered by.
     *
     * @throws RefusedException INVALID with every fault
     */
    static SharedQuestion read(SharedReportDraft draft, Reach reach, Clock clock) {
        Parameters parameters = Query.of(draft.question());
        String campaign = reach.campaign();
        if (campaign != null) {
            parameters.hold("campaign", campaign, FaultCode.OTHER_CAMPAIGN);
        }
        StatsQuery whole = StatsQuery.parse(parameters, clock);
        if (!whole.by().isEmpty()) {
            throw RefusedException.invalid("by", FaultCode.READ_ONLY);
        }
        return new SharedQuestion(draft, whole);
    }

    /** The one campaign that it is of; null where it is of several, or of none. */
    @Nullable
    String campaign() {
        List<String> campaigns = filters().getOrDefault(Filter.CAMPAIGN, List.of());
        return campaigns.size() == 1 && !NoValue.is(campaigns.get(0)) ? campaigns.get(0) : null;
    }

    /** Whether it is narrowed to nothing but its campaign, so that what the whole campaign brought is no more than it. */
    boolean isOfWholeCampaign() {
        return campaign() != null && filters().size() == 1;
    }

    Map<Filter, List<String>> filters() {
        return whole.selection().filters();
    }

    Selection period() {
        return whole.selection();
    }

    /**
     * What a reader asks, held to what is shared.
     *
     * @throws RefusedException INVALID for what goes beyond it
     */
    StatsQuery narrowed(Parameters asked) {
        if (!draft.shows(Section.CONVERSIONS)) {
            asked.hold("conversions", "false", FaultCode.NOT_SHARED);
        }
        holdFilters(asked);
        boolean beyond = asked.all("by").stream()
                .flatMap(list -> Stream.of(list.split(",")))
                .anyMatch(word -> Dimension.find(word)
                        .filter(dimension -> !isShown(dimension))
                        .isPresent());
        if (beyond) {
            asked.fault("by", FaultCode.NOT_SHARED);
        }
        return StatsQuery.parseWithin(asked, whole.selection());
    }

    /** Whether it shows the flow of clicks, which belongs to the story of a campaign. */
    boolean showsFlow() {
        return isOfWholeCampaign() && OF_FLOW.stream().allMatch(draft::shows);
    }

    /**
     * What a reader asks of the flow of clicks, held to what is shared.
     *
     * @throws RefusedException INVALID for what goes beyond it
     */
    StatsQuery flow(Parameters asked) {
        holdFilters(asked);
        return StatsQuery.parseFlowWithin(asked, whole.selection());
    }

    private void holdFilters(Parameters asked) {
        filters().forEach((filter, values) -> asked.holdTo(filter.label(), values, FaultCode.NOT_SHARED));
        Stream.of(Filter.values())
                .filter(filter -> !isShown(filter) && !filters().containsKey(filter))
                .filter(filter -> !asked.all(filter.label()).isEmpty())
                .forEach(filter -> asked.fault(filter.label(), FaultCode.NOT_SHARED));
    }

    private boolean isShown(Dimension dimension) {
        return dimension == Dimension.TIME
                || draft.sections().stream()
                        .anyMatch(section ->
                                DIMENSIONS.getOrDefault(section, Set.of()).contains(dimension));
    }

    private boolean isShown(Filter filter) {
        return OF_LINKS.contains(filter.label())
                ? isShown(Dimension.LINK)
                : Dimension.find(filter.label()).filter(this::isShown).isPresent();
    }
}
