package app.grapevine.returns;

import app.grapevine.attribution.Tier;
import app.grapevine.rollups.Dimension;
import app.grapevine.stats.Figures;
import app.grapevine.stats.Filter;
import app.grapevine.stats.Selection;
import app.grapevine.stats.Stats;
import app.grapevine.stats.StatsAnswer;
import app.grapevine.stats.StatsQuery;
import app.grapevine.storage.Dialect;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what a campaign's visits came to: their counts from the rollups, to which the conversions are added. Those who were kept out are in
 * nothing but {@link #keptOut}: the campaign did not bring them. Each is to be asked for once, by one thread.
 */
final class Gathering {
    private static final int MOST_GENERATION = 20;
    private static final Map<String, Tier> TIERS =
            Arrays.stream(Tier.values()).collect(Collectors.toUnmodifiableMap(Tier::label, Function.identity()));

    private final Handle handle;
    private final Stats stats;
    private final String campaign;
    private final @Nullable String audienceKeptOut;
    private final Map<Cell, Tally> cells = new HashMap<>();
    private final Map<@Nullable Tier, Tally> tiers = new HashMap<>();
    private final SortedMap<Integer, Tally> generations = new TreeMap<>();
    private final Tally keptOut = new Tally();

    private Gathering(Handle handle, Stats stats, String campaign, @Nullable String audienceKeptOut) {
        this.handle = handle;
        this.stats = stats;
        this.campaign = campaign;
        this.audienceKeptOut = audienceKeptOut;
    }

    /**
     * Looks at all conversions once, whatever is asked afterwards.
     *
     * @param audienceKeptOut null where nobody was
     * @param also is shown each that is not of those
     */
    static Gathering of(
            Handle handle,
            Dialect dialect,
            Stats stats,
            String campaign,
            @Nullable String audienceKeptOut,
            Consumer<Effect> also) {
        Gathering gathering = new Gathering(handle, stats, campaign, audienceKeptOut);
        EffectDao.each(handle, dialect, campaign, effect -> {
            if (gathering.add(effect)) {
                also.accept(effect);
            }
        });
        return gathering;
    }

    /** @return false where it is of those who were kept out */
    private boolean add(Effect effect) {
        if (isKeptOut(effect.cell().audience())) {
            keptOut.add(effect);
            return false;
        }
        tally(cells, effect.cell()).add(effect);
        tally(tiers, effect.tier()).add(effect);
        tally(generations, effect.generation()).add(effect);
        return true;
    }

    private boolean isKeptOut(@Nullable String audience) {
        return audienceKeptOut != null && audienceKeptOut.equals(audience);
    }

    /** What came of those who were kept out. */
    Brought keptOut() {
        if (audienceKeptOut != null) {
            Map<Filter, List<String>> only =
                    Map.of(Filter.CAMPAIGN, List.of(campaign), Filter.AUDIENCE, List.of(audienceKeptOut));
            keptOut.add(stats.answer(handle, query(only, List.of())).total());
        }
        return keptOut.brought();
    }

    Map<Cell, Brought> cells() {
        for (StatsAnswer.Row row : rows(Dimension.ORIGIN)) {
            tally(cells, new Cell(key(row, Dimension.ORIGIN), key(row, Dimension.AUDIENCE)))
                    .add(row.figures());
        }
        return brought(cells);
    }

    Map<@Nullable Tier, Brought> tiers() {
        for (StatsAnswer.Row row : rows(Dimension.TIER)) {
            @Nullable String name = key(row, Dimension.TIER);
            tally(tiers, name == null ? null : TIERS.get(name)).add(row.figures());
        }
        return brought(tiers);
    }

    PassingOn passingOn() {
        rows(Dimension.GENERATION)
                .forEach(row -> tally(generations, generation(row)).add(row.figures()));
        Map<Integer, Long> links = SharerDao.linksByGeneration(handle, campaign, audienceKeptOut);
        links.keySet().forEach(generation -> tally(generations, generation));
        Map<Integer, LongStream.Builder> visitors = visitorsOfLinksPassedOn();
        LongStream.Builder all = LongStream.builder();
        List<PassingOn.Generation> each = new ArrayList<>();
        generations.forEach((generation, tally) -> {
            long[] further = visitors.getOrDefault(generation, LongStream.builder())
                    .build()
                    .toArray();
            Arrays.stream(further).forEach(all);
            each.add(new PassingOn.Generation(
                    generation,
                    links.getOrDefault(generation, 0L),
                    tally.brought(),
                    generation == 0 ? null : new MeanOfCounts(further),
                    false));
        });
        return new PassingOn(each, new MeanOfCounts(all.build().toArray()));
    }

    /** By generation, the visitors of each link; nobody visited those of which nothing was counted. */
    private Map<Integer, LongStream.Builder> visitorsOfLinksPassedOn() {
        Map<Integer, LongStream.Builder> visitors = new HashMap<>();
        Map<Long, Figures> counted = stats.byLink(handle, linksPassedOn());
        try (Stream<SharerDao.PassedOn> links = SharerDao.passedOn(handle, campaign, audienceKeptOut)) {
            links.forEach(link -> {
                @Nullable Figures figures = counted.get(link.link());
                visitors.computeIfAbsent(link.generation(), none -> LongStream.builder())
                        .add(figures == null ? 0 : figures.visitors());
            });
        }
        return visitors;
    }

    private Selection linksPassedOn() {
        List<String> generationsFurther = IntStream.rangeClosed(1, MOST_GENERATION)
                .mapToObj(String::valueOf)
                .toList();
        return Selection.ever(Map.of(Filter.CAMPAIGN, List.of(campaign), Filter.GENERATION, generationsFurther));
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
