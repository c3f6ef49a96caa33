package app.grapevine.notices;

import app.grapevine.campaigns.Campaign;
import app.grapevine.campaigns.Campaigns;
import app.grapevine.notices.Paper.Block;
import app.grapevine.notices.Paper.Button;
import app.grapevine.notices.Paper.Table;
import app.grapevine.notices.Paper.Words;
import app.grapevine.stats.StatsAnswer;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What happened yesterday: the links and the campaigns with most clicks. Safe for use by many threads. */
final class Digest {
    private static final String MOST = "10";

    private final Questions questions;
    private final Campaigns campaigns;
    private final Site site;

    Digest(Questions questions, Campaigns campaigns, Site site) {
        this.questions = questions;
        this.campaigns = campaigns;
        this.site = site;
    }

    /** Empty where there was no click. */
    Optional<Paper> write(Notice notice, Message message) {
        ZoneId zone = notice.terms().zone();
        String campaign = notice.terms().campaign();
        StatsAnswer links = questions.ask(message.from(), message.to(), zone, by("link", campaign));
        if (links.total().clicks() == 0) {
            return Optional.empty();
        }
        StatsAnswer before = questions.ask(message.before(), message.from(), zone, by(null, campaign));
        Wording words = new Wording(notice.terms().language());
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Words(total(words, links, before), false));
        blocks.add(table(words, links, "digest.links", "digest.link", row -> link(words, row)));
        if (campaign == null) {
            StatsAnswer all = questions.ask(message.from(), message.to(), zone, by("campaign", null));
            blocks.add(table(words, all, "digest.campaigns", "digest.campaign", row -> campaign(words, row)));
        }
        blocks.add(new Button(
                words.text(campaign == null ? "digest.open" : "report.open"),
                campaign == null ? site.overview() : site.campaign(campaign)));
        if (links.smallCells() > 1) {
            blocks.add(new Words(words.text("hidden.why", words.number(links.smallCells())), true));
        }
        String date = words.date(LocalDate.ofInstant(message.from(), zone));
        String title = campaign == null
                ? words.text("digest.title", date)
                : words.text("digest.titleOf", name(campaign), date);
        return Optional.of(new Paper(notice.terms().language(), title, blocks));
    }

    private static Map<String, String> by(@Nullable String dimension, @Nullable String campaign) {
        Map<String, String> more = new LinkedHashMap<>();
        if (dimension != null) {
            more.put("by", dimension);
            more.put("limit", MOST);
        }
        if (campaign != null) {
            more.put("campaign", campaign);
        }
        more.put("conversions", "false");
        return more;
    }

    private static String total(Wording words, StatsAnswer now, StatsAnswer before) {
        if (now.totalHidden()) {
            return words.text("digest.totalHidden");
        }
        String former = before.totalHidden()
                ? words.text("hidden", words.number(before.smallCells()))
                : words.number(before.total().clicks());
        return words.text(
                "digest.total",
                words.number(now.total().clicks()),
                words.number(now.total().visitors()),
                former);
    }

    private static Table table(
            Wording words, StatsAnswer answer, String title, String head, Function<StatsAnswer.Row, String> name) {
        List<List<String>> rows = answer.rows().stream()
                .filter(row -> row.figures().clicks() > 0)
                .map(row -> {
                    String hidden = words.text("hidden", words.number(answer.smallCells()));
                    return List.of(
                            name.apply(row),
                            row.hidden() ? hidden : words.number(row.figures().clicks()),
                            row.hidden() ? hidden : words.number(row.figures().visitors()));
                })
                .toList();
        return new Table(
                words.text(title),
                List.of(words.text(head), words.text("report.clicks"), words.text("digest.visitors")),
                rows);
    }

    /** The link's title, and always its address. */
    private static String link(Wording words, StatsAnswer.Row row) {
        if (row.keys().get("link") == null) {
            return words.text("digest.gone");
        }
        String address = row.keys().get("domain") + "/" + row.keys().get("link");
        String title = row.keys().get("title");
        return title == null ? address : title + " (" + address + ")";
    }

    private String campaign(Wording words, StatsAnswer.Row row) {
        String slug = row.keys().get("campaign");
        return slug == null ? words.text("digest.noCampaign") : name(slug);
    }

    private String name(String slug) {
        return campaigns.find(slug).map(Campaign::name).orElse(slug);
    }
}
