package app.grapevine.returns;

import app.grapevine.attribution.Tier;
import app.grapevine.rollups.Dimension;
import app.grapevine.stats.Filter;
import app.grapevine.stats.Selection;
import app.grapevine.stats.Stats;
import app.grapevine.stats.StatsAnswer;
import app.grapevine.stats.StatsQuery;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what a campaign's visits came to: their counts from the rollups, to which the conversions are added. Those who were kept out are in
 * nothing but {@link #keptOut}: the campaign did not bring them. Used once, by one thread.
 */
final class Gathering {
    private static final int MOST_GENERATION = 20;
    private static final Map<String, Tier> TIERS =
            Arrays.stream(Tier.values()).collect(Collectors.toUnmodifiableMap(Tier::label, Function.identity()));

    private final Handle handle;
    private final Stats stats;
    private final String campaign;
    private final @Nullable String audienceKeptOut;
    private final List<Effect> effects;
    private final Brought keptOut;

    /** @param audienceKeptOut null where nobody was */
    Gathering(Handle handle, Stats stats, String campaign, @Nullable String audienceKeptOut, List<Effect> all) {
        this.handle = handle;
        this.stats = stats;
        this.campaign = campaign;
        this.audienceKeptOut = audienceKeptOut;
        this.effects = all.stream()
                .filter(effect -> !isKeptOut(effect.cell().audience()))
                .toList();
        Tally apart = new Tally();
        all.stream().filter(effect -> isKeptOut(effect.cell().audience())).forEach(apart::add);
        if (audienceKeptOut != null) {
            Map<Filter, List<String>> only =
                    Map.of(Filter.CAMPAIGN, List.of(campaign), Filter.AUDIENCE, List.of(audienceKeptOut));
            apart.add(stats.answer(handle, query(only, List.of())).total());
        }
        this.keptOut = apart.brought();
    }

    private boolean isKeptOut(@Nullable String audience) {
        return audienceKeptOut != null && audienceKeptOut.equals(audience);
    }

    /** What counts, one by one. */
    List<Effect> effects() {
        return effects;
    }

    /** What came of those who were kept out. */
    Brought keptOut() {
        return keptOut;
    }

    Map<Cell, Brought> cells() {
        Map<Cell, Tally> cells = new HashMap<>();
        for (StatsAnswer.Row row : rows(Dimension.ORIGIN)) {
            tally(cells, new Cell(key(row, Dimension.ORIGIN), key(row, Dimension.AUDIENCE)))
                    .add(row.figures());
        }
        effects.forEach(effect -> tally(cells, effect.cell()).add(effect));
        return brought(cells);
    }

    Map<@Nullable Tier, Brought> tiers() {
        Map<@Nullable Tier, Tally> tiers = new HashMap<>();
        for (StatsAnswer.Row row : rows(Dimension.TIER)) {
            @Nullable String name = key(row, Dimension.TIER);
            tally(tiers, name == null ? null : TIERS.get(name)).add(row.figures());
        }
        effects.forEach(effect -> tally(tiers, effect.tier()).add(effect));
        return brought(tiers);
    }

    PassingOn passingOn() {
        SortedMap<Integer, Tally> tallies = new TreeMap<>();
        rows(Dimension.GENERATION)
                .forEach(row -> tally(tallies, generation(row)).add(row.figures()));
        effects.forEach(effect -> tally(tallies, effect.generation()).add(effect));
        Map<Integer, Long> links = EffectDao.linksByGeneration(handle, campaign, audienceKeptOut);
        links.keySet().forEach(generation -> tally(tallies, generation));
        Map<Integer, List<Long>> visitors = visitorsOfLinksPassedOn();
        List<PassingOn.Generation> generations = new ArrayList<>();
        List<Long> all = new ArrayList<>();
        tallies.forEach((generation, tally) -> {
            long number = links.getOrDefault(generation, 0L);
            List<Long> further = new ArrayList<>(visitors.getOrDefault(generation, List.of()));
            while (generation > 0 && further.size() < number) {
                further.add(0L); // of a link that nobody visited there is no row
            }
            all.addAll(further);
            generations.add(new PassingOn.Generation(
                    generation, number, tally.brought(), generation == 0 ? null : mean(further), false));
        });
        return new PassingOn(generations, mean(all));
    }

    private static MeanOfCounts mean(List<Long> counts) {
        return new MeanOfCounts(counts.stream().mapToLong(Long::longValue).toArray());
    }

    /** By generation, the visitors of each link that had a visit. */
    private Map<Integer, List<Long>> visitorsOfLinksPassedOn() {
        Set<List<@Nullable String>> apart = new HashSet<>();
        if (audienceKeptOut != null) {
            linksPassedOn(Map.of(Filter.AUDIENCE, List.of(audienceKeptOut))).forEach(row -> apart.add(nameOfLink(row)));
        }
        Map<Integer, List<Long>> visitors = new HashMap<>();
        for (StatsAnswer.Row row : linksPassedOn(Map.of())) {
            if (!apart.contains(nameOfLink(row))) {
                visitors.computeIfAbsent(generation(row), none -> new ArrayList<>())
                        .add(row.figures().visitors());
            }
        }
        return visitors;
    }

    private List<StatsAnswer.Row> linksPassedOn(Map<Filter, List<String>> further) {
        Map<Filter, List<String>> filters = new HashMap<>(further);
        filters.put(Filter.CAMPAIGN, List.of(campaign));
        filters.put(
                Filter.GENERATION,
                IntStream.rangeClosed(1, MOST_GENERATION)
                        .mapToObj(String::valueOf)
                        .toList());
        return stats.answer(handle, query(filters, List.of(Dimension.GENERATION, Dimension.LINK)))
                .rows();
    }

    private static List<@Nullable String> nameOfLink(StatsAnswer.Row row) {
        return Arrays.asList(row.keys().get("domain"), key(row, Dimension.LINK));
    }

    private static int generation(StatsAnswer.Row row) {
        return Integer.parseInt(Objects.requireNonNull(key(row, Dimension.GENERATION)));
    }

    private static @Nullable String key(StatsAnswer.Row row, Dimension dimension) {
        return row.keys().get(dimension.label());
    }

    /** By a dimension and the audience, without those who were kept out. */
    private List<StatsAnswer.Row> rows(Dimension dimension) {
        Map<Filter, List<String>> filters = Map.of(Filter.CAMPAIGN, List.of(campaign));
        return stats.answer(handle, query(filters, List.of(dimension, Dimension.AUDIENCE))).rows().stream()
                .filter(row -> !isKeptOut(key(row, Dimension.AUDIENCE)))
                .toList();
    }

    private static StatsQuery query(Map<Filter, List<String>> filters, List<Dimension> by) {
        return new StatsQuery(Selection.ever(filters), ZoneOffset.UTC, null, by, Integer.MAX_VALUE, false);
    }

    private static <K extends @Nullable Object> Tally tally(Map<K, Tally> tallies, @Nullable K key) {
        return tallies.computeIfAbsent(key, none -> new Tally());
    }

    private static <K extends @Nullable Object> Map<K, Brought> brought(Map<K, Tally> tallies) {
        Map<K, Brought> brought = new HashMap<>();
        tallies.forEach((key, tally) -> brought.put(key, tally.brought()));
        return brought;
    }
}
