package app.grapevine.stats;

import app.grapevine.attribution.Kind;
import app.grapevine.attribution.Tier;
import app.grapevine.conversions.Money;
import app.grapevine.rollups.Dimension;
import app.grapevine.visits.Click;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Answers questions by looking at every visit, as simply as can be: what the true answers are compared with. */
final class NaiveStats {
    /** A link as the tests make it. */
    record TestLink(
            long id,
            String domain,
            String code,
            String campaign,
            String shareSet,
            String audience,
            int generation,
            List<String> tags) {}

    /** What a visit led to; {@code currency} null where it has no value. */
    record TestConversion(
            Click click,
            Instant at,
            BigDecimal amount,
            String currency,
            boolean cancelled,
            String event,
            String heardFrom) {}

    private final List<Click> clicks;
    private final List<TestConversion> conversions;
    private final Map<Long, TestLink> links;

    NaiveStats(List<Click> clicks, List<TestConversion> conversions, List<TestLink> links) {
        this.clicks = clicks;
        this.conversions = conversions;
        this.links = links.stream().collect(Collectors.toMap(TestLink::id, link -> link));
    }

    /** Rows without the empty ones: keys as in the answer, and figures as text. */
    Map<List<String>, String> rows(StatsQuery query) {
        return table(query, query.by());
    }

    String total(StatsQuery query) {
        return table(query, List.of()).getOrDefault(List.of(), text(new long[10], 0, Map.of()));
    }

    private Map<List<String>, String> table(StatsQuery query, List<Dimension> by) {
        Map<List<String>, long[]> counts = new HashMap<>();
        Map<List<String>, Map<String, BigDecimal>> money = new HashMap<>();
        boolean ofVisits = by.stream().noneMatch(dimension -> dimension.isOf(Dimension.Of.CONVERSION));
        for (Click click : ofVisits ? clicks : List.<Click>of()) {
            if (isIn(query, click.atMillis()) && passes(query, click)) {
                for (List<String> key : keys(query, by, click, null, click.atMillis())) {
                    count(counts.computeIfAbsent(key, k -> new long[10]), click);
                }
            }
        }
        for (TestConversion conversion : conversions) {
            if (!conversion.cancelled()
                    && isIn(query, conversion.at().toEpochMilli())
                    && passes(query, conversion.click())
                    && passes(query, conversion)) {
                for (List<String> key : keys(
                        query,
                        by,
                        conversion.click(),
                        conversion,
                        conversion.at().toEpochMilli())) {
                    counts.computeIfAbsent(key, k -> new long[10])[9] +=
                            conversion.amount() != null && conversion.amount().signum() < 0 ? 0 : 1;
                    if (conversion.currency() != null) {
                        money.computeIfAbsent(key, k -> new TreeMap<>())
                                .merge(conversion.currency(), conversion.amount(), BigDecimal::add);
                    }
                }
            }
        }
        Map<List<String>, String> rows = new HashMap<>();
        counts.forEach((key, count) -> rows.put(key, text(count, count[9], money.getOrDefault(key, Map.of()))));
        return rows;
    }

    private static void count(long[] counts, Click click) {
        switch (click.kind()) {
            case CLICK -> {
                counts[0]++;
                counts[1] += click.firstOfDay() ? 1 : 0;
                counts[5] += click.referrer() == null ? 1 : 0;
                counts[6] += click.verdict().tier() == Tier.DARK ? 1 : 0;
            }
            case PREVIEW -> {
                counts[2]++;
                counts[7] += click.shareAttempt() ? 1 : 0;
            }
            case BOT -> counts[3]++;
            case SUPPRESSED -> counts[4]++;
            case UNUSUAL -> counts[8]++;
        }
    }

    private static String text(long[] counts, long conversions, Map<String, BigDecimal> money) {
        return Arrays.toString(Arrays.copyOf(counts, 9)) + conversions + amounts(money);
    }

    static String text(Figures figures) {
        Map<String, BigDecimal> money = new TreeMap<>();
        List<Money> all = new ArrayList<>(figures.otherRevenue());
        all.add(figures.revenue());
        all.stream().filter(m -> m.amount().signum() != 0).forEach(m -> money.put(m.currency(), m.amount()));
        long[] counts = {
            figures.clicks(),
            figures.visitors(),
            figures.previews(),
            figures.bots(),
            figures.suppressed(),
            figures.darkBefore(),
            figures.darkAfter(),
            figures.shares(),
            figures.unusual()
        };
        return Arrays.toString(counts) + figures.conversions() + amounts(money);
    }

    private static String amounts(Map<String, BigDecimal> money) {
        return new TreeMap<>(money)
                .entrySet().stream()
                        .filter(m -> m.getValue().signum() != 0)
                        .map(m -> m.getKey() + m.getValue().stripTrailingZeros().toPlainString())
                        .toList()
                        .toString();
    }

    private static boolean isIn(StatsQuery query, long millis) {
        Instant at = Instant.ofEpochMilli(millis);
        return !at.isBefore(query.selection().from())
                && at.isBefore(query.selection().to());
    }

    private boolean passes(StatsQuery query, Click click) {
        return query.selection().filters().entrySet().stream()
                .filter(filter -> !filter.getKey().isOfConversions())
                .allMatch(filter -> passes(filter.getValue(), values(filter.getKey(), click)));
    }

    private static boolean passes(StatsQuery query, TestConversion conversion) {
        return query.selection().filters().entrySet().stream()
                .filter(filter -> filter.getKey().isOfConversions())
                .allMatch(filter ->
                        passes(filter.getValue(), values(filter.getKey().dimension(), conversion)));
    }

    private static boolean passes(List<String> wanted, List<String> values) {
        return wanted.stream().anyMatch(one -> one.equals("none") ? values.isEmpty() : values.contains(one));
    }

    private static List<String> values(Dimension dimension, TestConversion conversion) {
        String value = dimension == Dimension.EVENT ? conversion.event() : conversion.heardFrom();
        return value == null ? List.of() : List.of(value);
    }

    private List<String> values(Filter filter, Click click) {
        TestLink link = links.get(click.linkId());
        return switch (filter) {
            case CODE -> List.of(link.code());
            case DOMAIN -> List.of(link.domain());
            case KIND -> throw new IllegalArgumentException();
            default -> values(filter.dimension(), click);
        };
    }

    private List<List<String>> keys(
            StatsQuery query, List<Dimension> by, Click click, TestConversion conversion, long at) {
        List<List<String>> keys = List.of(List.of());
        for (Dimension dimension : by) {
            List<String> values = dimension == Dimension.TIME
                    ? List.of(step(query, at))
                    : dimension == Dimension.LINK
                            ? List.of(linkKey(click))
                            : dimension.isOf(Dimension.Of.CONVERSION)
                                    ? values(dimension, conversion)
                                    : values(dimension, click);
            List<String> some = values.isEmpty() ? Arrays.asList((String) null) : values;
            keys = keys.stream()
                    .flatMap(key -> some.stream().map(value -> {
                        List<String> longer = new ArrayList<>(key);
                        longer.add(value);
                        return longer;
                    }))
                    .toList();
        }
        return keys;
    }

    private String linkKey(Click click) {
        TestLink link = links.get(click.linkId());
        return link.domain() + "/" + link.code();
    }

    private static String step(StatsQuery query, long at) {
        ZoneId zone = query.zone();
        ZonedDateTime local = Instant.ofEpochMilli(at).atZone(zone);
        return switch (query.interval()) {
            case HOUR ->
                local.truncatedTo(ChronoUnit.HOURS).format(DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mmxxx"));
            case DAY -> local.toLocalDate().toString();
            case WEEK -> DateTimeFormatter.ISO_WEEK_DATE.format(local).substring(0, 8);
            case MONTH -> local.toString().substring(0, 7);
            case HOUR_OF_WEEK ->
                local.getDayOfWeek().getValue() + "T" + local.toString().substring(11, 13);
        };
    }

    private List<String> values(Dimension dimension, Click click) {
        TestLink link = links.get(click.linkId());
        var verdict = click.verdict();
        boolean known = click.kind() != Kind.SUPPRESSED;
        String value = switch (dimension) {
            case CHANNEL -> known ? verdict.channel() : null;
            case ORIGIN -> known ? verdict.origin() : null;
            case TIER -> known && verdict.tier() != null ? verdict.tier().label() : null;
            case VISIBILITY -> known ? verdict.visibility().label() : "unknown";
            case COUNTRY -> click.country();
            case LANGUAGE -> click.language();
            case DEVICE -> click.agent().device();
            case OS -> click.agent().os();
            case BROWSER -> click.agent().browser();
            case REFERRER -> click.referrer();
            case RULE -> click.rule();
            case PREVIEW_BY -> known ? verdict.previewBy() : null;
            case SET_APART -> known ? verdict.setApart() : null;
            case CAMPAIGN -> link.campaign();
            case SHARE_SET -> link.shareSet();
            case AUDIENCE -> link.audience();
            case GENERATION -> Integer.toString(link.generation());
            case TAG, TIME, LINK, EVENT, HEARD_FROM -> null;
        };
        return dimension == Dimension.TAG ? link.tags() : value == null ? List.of() : List.of(value);
    }
}
