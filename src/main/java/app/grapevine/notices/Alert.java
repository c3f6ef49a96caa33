package app.grapevine.notices;

import static java.util.Objects.requireNonNull;

import app.grapevine.links.Link;
import app.grapevine.links.Links;
import app.grapevine.notices.AlertDao.Found;
import app.grapevine.notices.Paper.Block;
import app.grapevine.notices.Paper.Button;
import app.grapevine.notices.Paper.Table;
import app.grapevine.notices.Paper.Words;
import app.grapevine.stats.SmallCells;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What was found of links that suddenly rise or have fallen silent, in words. Safe for use by many threads. */
final class Alert {
    private final Links links;
    private final SmallCells smallCells;
    private final Site site;

    Alert(Links links, SmallCells smallCells, Site site) {
        this.links = links;
        this.smallCells = smallCells;
        this.site = site;
    }

    /** Empty where nothing was found, or the links are no more. */
    Optional<Paper> write(Notice notice, Message message, List<Found> all) {
        Map<Long, Link> there = new LinkedHashMap<>();
        links.listByIds(all.stream().map(Found::link).toList()).stream()
                .filter(link -> links.find(link.key()).isPresent())
                .forEach(link -> there.put(link.id(), link));
        List<Found> told =
                all.stream().filter(found -> there.containsKey(found.link())).toList();
        if (told.isEmpty()) {
            return Optional.empty();
        }
        Wording words = new Wording(notice.terms().language());
        Function<Found, String> name = found -> name(requireNonNull(there.get(found.link())));
        List<Block> blocks = new ArrayList<>();
        Instant to = message.to();
        blocks.add(new Words(
                words.text(
                        "alert.at",
                        words.moment(to, notice.terms().zone()),
                        notice.terms().zone().getId()),
                true));
        table(words, told, true, name).ifPresent(blocks::add);
        table(words, told, false, name).ifPresent(blocks::add);
        Link first = there.get(told.get(0).link());
        if (first != null && told.size() == 1) {
            blocks.add(new Button(words.text("alert.link"), site.link(first.key())));
        } else {
            blocks.add(new Button(words.text("digest.open"), site.overview()));
        }
        blocks.addAll(rule(words, told));
        return Optional.of(new Paper(notice.terms().language(), title(words, told, name), blocks));
    }

    private static String title(Wording words, List<Found> told, Function<Found, String> name) {
        if (told.size() > 1) {
            return words.text("alert.title.many", words.number(told.size()));
        }
        Found one = told.get(0);
        return words.text(one.rises() ? "alert.rises" : "alert.silent", name.apply(one));
    }

    private static String name(Link link) {
        String address = link.domain() + "/" + link.code();
        return link.title() == null ? address : link.title() + " (" + address + ")";
    }

    private Optional<Table> table(Wording words, List<Found> told, boolean rises, Function<Found, String> name) {
        List<List<String>> rows = told.stream()
                .filter(found -> found.rises() == rises)
                .map(found -> List.of(name.apply(found), words.number(found.clicks()), usual(words, found.usual())))
                .toList();
        String way = rises ? "alert.rises" : "alert.silent";
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new Table(
                        words.text(way + ".table"),
                        List.of(
                                words.text("alert.link"),
                                words.text(rises ? "alert.hour" : "alert.lastDay"),
                                words.text(rises ? "alert.usualHour" : "alert.usualDay")),
                        rows));
    }

    /** Hidden where it is of few people: clicks are of as many at most. */
    private String usual(Wording words, double usual) {
        boolean isSmall = smallCells.hides() && usual > 0 && usual < smallCells.least();
        return isSmall ? words.text("hidden", words.number(smallCells.least())) : words.number(usual);
    }

    private static List<Block> rule(Wording words, List<Found> told) {
        List<Block> rule = new ArrayList<>();
        if (told.stream().anyMatch(Found::rises)) {
            rule.add(new Words(
                    words.text(
                            "alert.rule.rises",
                            words.number(AlertRule.LEAST_CLICKS),
                            words.number(AlertRule.TIMES),
                            words.number(AlertRule.DAYS),
                            words.number(AlertRule.SPREADS)),
                    true));
        }
        if (told.stream().anyMatch(found -> !found.rises())) {
            rule.add(new Words(
                    words.text("alert.rule.silent", words.number(AlertRule.WEEK), words.number(AlertRule.LEAST_A_DAY)),
                    true));
        }
        rule.add(new Words(words.text("alert.rule.once"), true));
        return rule;
    }
}
