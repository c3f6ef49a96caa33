package app.grapevine.web.api;

import app.grapevine.base.Cursors;
import app.grapevine.base.FaultCode;
import app.grapevine.base.Page;
import app.grapevine.base.Reach;
import app.grapevine.base.RefusedException;
import app.grapevine.links.Link;
import app.grapevine.links.LinkFilter;
import app.grapevine.links.LinkLists;
import app.grapevine.stats.SmallCells;
import app.grapevine.stats.Stats;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Links by their clicks of the last 30 days, the most first; of as many the newest first. Clicks are no column of a link's: they
 * are counted for each page, and the links looked up in the order of that ranking until the page is full; behind it come those
 * without clicks, as they come in the list. Between two pages that are asked for by themselves the ranking may change: a link that
 * was overtaken meanwhile can come twice, or be left out; a file has one ranking for all of it. Safe for use by many threads.
 */
final class LinksByClicks {
    private static final int AT_ONCE = 1000;

    private final LinkLists lists;
    private final Stats stats;

    LinksByClicks(LinkLists lists, Stats stats) {
        this.lists = lists;
        this.stats = stats;
    }

    private record Rank(long clicks, long id) {
        static final Comparator<Rank> ORDER = Comparator.comparingLong(Rank::clicks)
                .thenComparingLong(Rank::id)
                .reversed();

        String text() {
            return clicks + " " + id;
        }

        static Rank parse(String text) {
            String[] parts = text.split(" ", -1);
            if (parts.length != 2) {
                throw new IllegalArgumentException("no rank");
            }
            return new Rank(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
        }
    }

    private record Ranked(Link link, Rank rank) {}

    /** The ranking at this moment. @param hiding whose small figures count as none, so that the order does not tell them */
    Ranking now(SmallCells hiding) {
        Map<Long, Long> clicks = new HashMap<>();
        stats.lately().forEach((link, figures) -> {
            if (figures.clicks() > 0 && !hiding.isSmall(figures)) {
                clicks.put(link, figures.clicks());
            }
        });
        return new Ranking(clicks);
    }

    /** The order of the links at one moment, in which a list is whole: none twice, none left out. Immutable. */
    final class Ranking {
        private final Map<Long, Long> clicks;
        private final List<Rank> ranks;

        private Ranking(Map<Long, Long> clicks) {
            this.clicks = clicks;
            this.ranks = clicks.entrySet().stream()
                    .map(one -> new Rank(one.getValue(), one.getKey()))
                    .sorted(Rank.ORDER)
                    .toList();
        }

        /** @throws RefusedException INVALID for a cursor that is not of this list with these filters */
        Page<Link> page(LinkFilter filter, Reach reach, int limit, @Nullable String cursor) {
            reach.require(filter.campaign());
            String list = "links by clicks " + filter;
            Rank after = cursor == null ? new Rank(Long.MAX_VALUE, Long.MAX_VALUE) : position(list, cursor);
            List<Ranked> found = new ArrayList<>();
            if (after.clicks > 0) {
                addRanked(filter, reach, after, limit + 1, found);
            }
            addOthers(filter, reach, after.clicks > 0 ? Long.MAX_VALUE : after.id, limit + 1, found);
            List<Ranked> shown = found.subList(0, Math.min(limit, found.size()));
            String next = found.size() > limit
                    ? Cursors.write(list, shown.get(limit - 1).rank.text())
                    : null;
            return new Page<>(shown.stream().map(Ranked::link).toList(), next);
        }

        private void addRanked(LinkFilter filter, Reach reach, Rank after, int wanted, List<Ranked> found) {
            List<Rank> ranking = ranks.stream()
                    .filter(rank -> Rank.ORDER.compare(rank, after) > 0)
                    .toList();
            for (int from = 0; from < ranking.size() && found.size() < wanted; from += AT_ONCE) {
                List<Rank> some = ranking.subList(from, Math.min(from + AT_ONCE, ranking.size()));
                Map<Long, Link> fitting = new HashMap<>();
                lists.listAmong(filter, reach, some.stream().map(Rank::id).toList())
                        .forEach(link -> fitting.put(link.id(), link));
                some.stream()
                        .flatMap(rank -> Stream.ofNullable(fitting.get(rank.id)).map(link -> new Ranked(link, rank)))
                        .limit(wanted - found.size())
                        .forEach(found::add);
            }
        }

        private void addOthers(LinkFilter filter, Reach reach, long before, int wanted, List<Ranked> found) {
            long below = before;
            while (found.size() < wanted) {
                List<Link> some = lists.listBefore(filter, reach, below, Page.MOST);
                some.stream()
                        .filter(link -> !clicks.containsKey(link.id()))
                        .limit(wanted - found.size())
                        .forEach(link -> found.add(new Ranked(link, new Rank(0, link.id()))));
                if (some.size() < Page.MOST) {
                    return;
                }
                below = some.get(some.size() - 1).id();
            }
        }
    }

    private static Rank position(String list, String cursor) {
        try {
            return Cursors.read(list, cursor).map(Rank::parse).orElseThrow(IllegalArgumentException::new);
        } catch (IllegalArgumentException e) {
            throw RefusedException.invalid("cursor", FaultCode.UNKNOWN_CURSOR);
        }
    }
}
