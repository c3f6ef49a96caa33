package app.grapevine.notices;

import app.grapevine.campaigns.Campaign;
import app.grapevine.campaigns.Campaigns;
import app.grapevine.channels.ChannelCatalogue;
import app.grapevine.notices.Paper.Block;
import app.grapevine.notices.Paper.Button;
import app.grapevine.notices.Paper.Table;
import app.grapevine.notices.Paper.Words;
import app.grapevine.stats.Figures;
import app.grapevine.stats.StatsAnswer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a campaign came to in a week or a month, in all and by channel, beside the period before. Safe for use by many threads. */
final class Report {
    private final Questions questions;
    private final Campaigns campaigns;
    private final ChannelCatalogue channels;
    private final Site site;

    Report(Questions questions, Campaigns campaigns, ChannelCatalogue channels, Site site) {
        this.questions = questions;
        this.campaigns = campaigns;
        this.channels = channels;
        this.site = site;
    }

    /** Empty where the campaign is no more, and where nothing happened in either period. */
    Optional<Paper> write(Notice notice, Message message) {
        return Optional.ofNullable(notice.terms().campaign())
                .flatMap(campaigns::find)
                .flatMap(campaign -> write(notice, message, campaign));
    }

    private Optional<Paper> write(Notice notice, Message message, Campaign campaign) {
        ZoneId zone = notice.terms().zone();
        Map<String, String> byChannel = Map.of("campaign", campaign.slug(), "by", "channel");
        StatsAnswer now = questions.ask(message.from(), message.to(), zone, byChannel);
        StatsAnswer before = questions.ask(message.before(), message.from(), zone, byChannel);
        if (isNothing(now.total()) && isNothing(before.total())) {
            return Optional.empty();
        }
        Wording words = new Wording(notice.terms().language());
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Words(
                words.text(
                        "report.compared",
                        first(words, message.before(), zone),
                        last(words, message.from(), zone),
                        zone.getId()),
                true));
        blocks.add(totals(words, now, before));
        blocks.add(channels(words, now, before));
        blocks.add(new Button(words.text("report.open"), site.campaign(campaign.slug())));
        blocks.add(new Words(words.text("report.visitorsAre"), true));
        if (now.smallCells() > 1) {
            blocks.add(new Words(words.text("hidden.why", words.number(now.smallCells())), true));
        }
        String title = words.text(
                "report.title", campaign.name(), first(words, message.from(), zone), last(words, message.to(), zone));
        return Optional.of(new Paper(notice.terms().language(), title, blocks));
    }

    private static boolean isNothing(Figures figures) {
        return figures.clicks() + figures.suppressed() + figures.previews() + figures.conversions() == 0;
    }

    private static String first(Wording words, Instant from, ZoneId zone) {
        return words.date(LocalDate.ofInstant(from, zone));
    }

    private static String last(Wording words, Instant to, ZoneId zone) {
        return words.date(LocalDate.ofInstant(to, zone).minusDays(1));
    }

    private static Table totals(Wording words, StatsAnswer now, StatsAnswer before) {
        List<List<String>> rows = new ArrayList<>();
        Counted counted = new Counted(words, now, before);
        rows.add(counted.row("report.clicks", Figures::clicks));
        rows.add(counted.row("report.visitors", Figures::visitors));
        rows.add(counted.row("report.shares", Figures::shares));
        rows.add(counted.row("report.conversions", Figures::conversions));
        rows.add(counted.revenue());
        return new Table(
                words.text("report.totals"),
                List.of(
                        words.text("report.measure"),
                        words.text("report.now"),
                        words.text("report.before"),
                        words.text("report.change")),
                rows);
    }

    /** The totals of two periods as rows; what is hidden in either has no change. */
    private record Counted(Wording words, StatsAnswer now, StatsAnswer before) {
        List<String> row(String name, Function<Figures, Long> figure) {
            long present = figure.apply(now.total());
            long former = figure.apply(before.total());
            return List.of(
                    words.text(name),
                    shown(now, words.number(present)),
                    shown(before, words.number(former)),
                    areShown() ? words.change(present, former) : "–");
        }

        List<String> revenue() {
            Figures present = now.total();
            Figures former = before.total();
            boolean comparable = areShown()
                    && present.otherRevenue().isEmpty()
                    && former.otherRevenue().isEmpty()
                    && present.revenue().currency().equals(former.revenue().currency());
            return List.of(
                    words.text("report.revenue"),
                    shown(now, words.money(present.revenue(), present.otherRevenue())),
                    shown(before, words.money(former.revenue(), former.otherRevenue())),
                    comparable
                            ? words.change(
                                    present.revenue().amount(), former.revenue().amount())
                            : "–");
        }

        private boolean areShown() {
            return !now.totalHidden() && !before.totalHidden();
        }

        private String shown(StatsAnswer answer, String text) {
            return answer.totalHidden() ? words.text("hidden", words.number(answer.smallCells())) : text;
        }
    }

    private Table channels(Wording words, StatsAnswer now, StatsAnswer before) {
        Map<String, StatsAnswer.Row> former = new LinkedHashMap<>();
        before.rows().forEach(row -> former.put(id(row), row));
        List<List<String>> rows = new ArrayList<>();
        for (StatsAnswer.Row row : now.rows()) {
            if (!isNothing(row.figures()) || former.containsKey(id(row))) {
                rows.add(channel(words, now.smallCells(), row, former.remove(id(row))));
            }
        }
        former.values().stream()
                .filter(row -> !isNothing(row.figures()))
                .forEach(row -> rows.add(channel(words, now.smallCells(), null, row)));
        return new Table(
                words.text("report.channels"),
                List.of(
                        words.text("report.channel"),
                        words.text("report.clicks"),
                        words.text("report.before"),
                        words.text("report.visitors"),
                        words.text("report.shares"),
                        words.text("report.conversions"),
                        words.text("report.revenue")),
                rows);
    }

    /** What a row is of; empty for none. */
    private static String id(StatsAnswer.Row row) {
        String id = row.keys().get("channel");
        return id == null ? "" : id;
    }

    private List<String> channel(
            Wording words, int least, StatsAnswer.@Nullable Row now, StatsAnswer.@Nullable Row before) {
        String id = now != null ? id(now) : before != null ? id(before) : "";
        String hidden = words.text("hidden", words.number(least));
        List<String> cells = new ArrayList<>();
        cells.add(
                id.isEmpty()
                        ? words.text("report.noChannel")
                        : channels.find(id).map(channel -> channel.name()).orElse(id));
        Function<Function<Figures, String>, String> cell =
                figure -> now == null ? words.number(0) : now.hidden() ? hidden : figure.apply(now.figures());
        cells.add(cell.apply(figures -> words.number(figures.clicks())));
        cells.add(
                before == null
                        ? words.number(0)
                        : before.hidden()
                                ? hidden
                                : words.number(before.figures().clicks()));
        cells.add(cell.apply(figures -> words.number(figures.visitors())));
        cells.add(cell.apply(figures -> words.number(figures.shares())));
        cells.add(cell.apply(figures -> words.number(figures.conversions())));
        cells.add(now == null ? "–" : cell.apply(figures -> words.money(figures.revenue(), figures.otherRevenue())));
        return cells;
    }
}
