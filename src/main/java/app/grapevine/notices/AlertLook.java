package app.grapevine.notices;

import app.grapevine.links.Link;
import app.grapevine.links.Links;
import app.grapevine.notices.AlertDao.Found;
import app.grapevine.stats.StatsAnswer;
import app.grapevine.storage.LinkKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Looks which links suddenly rise or have fallen silent. One question finds those that may, by what all rules ask at least; only of
 * these the hours before are read. Safe for use by many threads.
 */
final class AlertLook {
    /** Of how many links the hours are read, of each kind; where more rise at once, one look at the overview says as much. */
    private static final int MOST_LINKS = 50;

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofHours(24);

    private final Questions questions;
    private final Links links;
    private final Clock clock;

    AlertLook(Questions questions, Links links, Clock clock) {
        this.questions = questions;
        this.links = links;
        this.clock = clock;
    }

    List<Found> look(Notice notice, Message message) {
        List<Found> found = new ArrayList<>(rising(notice, message.to()));
        found.addAll(silent(notice, message));
        return found;
    }

    private List<Found> rising(Notice notice, Instant to) {
        ZoneId zone = notice.terms().zone();
        Instant from = to.minus(HOUR);
        List<Found> found = new ArrayList<>();
        List<StatsAnswer.Row> many = clicked(notice, from, to, clicks -> clicks >= AlertRule.LEAST_CLICKS);
        for (StatsAnswer.Row row : many.subList(0, Math.min(many.size(), MOST_LINKS))) {
            Optional<Link> link = active(row);
            if (link.isPresent()) {
                List<Instant> hours = sameHours(from.atZone(zone), link.get().createdAt());
                Map<Instant, Long> series =
                        hours(link.get().key(), from.minus(Duration.ofDays(AlertRule.DAYS + 1)), from, zone);
                List<Long> before = hours.stream()
                        .map(hour -> series.getOrDefault(hour, 0L))
                        .toList();
                if (AlertRule.rises(row.figures().clicks(), before)) {
                    found.add(new Found(link.get().id(), true, row.figures().clicks(), AlertRule.median(before)));
                }
            }
        }
        return found;
    }

    /** When the clocks showed this hour on the days before on which there was the link. */
    private static List<Instant> sameHours(ZonedDateTime hour, Instant linkSince) {
        List<Instant> hours = new ArrayList<>();
        for (int day = 1; day <= AlertRule.DAYS; day++) {
            Instant same = hour.minusDays(day).toInstant();
            if (!same.isBefore(linkSince)) {
                hours.add(same);
            }
        }
        return hours;
    }

    private List<Found> silent(Notice notice, Message message) {
        ZoneId zone = notice.terms().zone();
        Instant to = message.to();
        Instant fell = to.minus(DAY);
        Instant begin = fell.minus(DAY.multipliedBy(AlertRule.WEEK));
        Set<LinkKey> heard = new HashSet<>();
        clicked(notice, fell, to, clicks -> clicks > 0).forEach(row -> heard.add(key(row)));
        List<Found> found = new ArrayList<>();
        int read = 0;
        for (StatsAnswer.Row row :
                clicked(notice, begin, fell, clicks -> clicks >= (long) AlertRule.LEAST_A_DAY * AlertRule.WEEK)) {
            Optional<Link> link = heard.contains(key(row)) ? Optional.empty() : active(row);
            if (link.isPresent() && read < MOST_LINKS) {
                read++;
                Map<Instant, Long> series = hours(link.get().key(), begin, fell, zone);
                // It fell silent in the hours that this look is about; in others, another look has told it.
                boolean isNew = series.entrySet().stream()
                        .anyMatch(hour -> hour.getValue() > 0
                                && !hour.getKey().isBefore(message.from().minus(DAY)));
                List<Long> days = days(series, begin);
                if (isNew && AlertRule.isSilent(0, days)) {
                    found.add(new Found(link.get().id(), false, 0, AlertRule.median(days)));
                }
            }
        }
        return found;
    }

    private static List<Long> days(Map<Instant, Long> series, Instant begin) {
        long[] days = new long[AlertRule.WEEK];
        series.forEach((hour, clicks) -> {
            int day = (int) Duration.between(begin, hour).dividedBy(DAY);
            if (!hour.isBefore(begin) && day < days.length) {
                days[day] += clicks;
            }
        });
        return Arrays.stream(days).boxed().toList();
    }

    /** Links by their clicks, most first, whose figures may be shown. */
    private List<StatsAnswer.Row> clicked(Notice notice, Instant from, Instant to, Predicate<Long> enough) {
        Map<String, String> more = new HashMap<>(Map.of("by", "link", "conversions", "false"));
        String campaign = notice.terms().campaign();
        if (campaign != null) {
            more.put("campaign", campaign);
        }
        return questions.ask(from, to, notice.terms().zone(), more).rows().stream()
                .filter(row -> !row.hidden() && row.keys().get("link") != null)
                .filter(row -> enough.test(row.figures().clicks()))
                .toList();
    }

    private Map<Instant, Long> hours(LinkKey link, Instant from, Instant to, ZoneId zone) {
        Map<String, String> more = Map.of(
                "by", "time",
                "interval", "hour",
                "code", link.code(),
                "domain", link.domain(),
                "conversions", "false");
        Map<Instant, Long> hours = new HashMap<>();
        for (StatsAnswer.Row row : questions.ask(from, to, zone, more).rows()) {
            @Nullable String time = row.keys().get("time");
            if (time != null) {
                hours.put(Instant.parse(time), row.figures().clicks());
            }
        }
        return hours;
    }

    private Optional<Link> active(StatsAnswer.Row row) {
        return links.find(key(row)).filter(link -> link.status(clock.instant()) == Link.Status.ACTIVE);
    }

    private static LinkKey key(StatsAnswer.Row row) {
        return new LinkKey(
                String.valueOf(row.keys().get("domain")),
                String.valueOf(row.keys().get("link")));
    }
}
