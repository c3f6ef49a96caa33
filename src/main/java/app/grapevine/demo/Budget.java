package app.grapevine.demo;

import app.grapevine.campaigns.Baseline;
import app.grapevine.campaigns.Campaign;
import app.grapevine.campaigns.CampaignDraft;
import app.grapevine.campaigns.Campaigns;
import app.grapevine.campaigns.ReturnTerms;
import app.grapevine.links.Link;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the campaigns of the {@link Story} cost, and to how many they were sent: to as many as would come to its clicks. */
final class Budget {
    private static final double CAME_OF_KEPT_OUT = 0.07;
    private static final int CLICKS = 30_000;

    private final Campaigns campaigns;
    private final DemoSettings settings;
    private final List<Strand> strands;

    /** @param strands all that is told */
    Budget(Campaigns campaigns, DemoSettings settings, List<Strand> strands) {
        this.campaigns = campaigns;
        this.settings = settings;
        this.strands = strands;
    }

    /**
     * What was spent on a place, and what part of those came to whom it was sent.
     *
     * @param amount of {@value #CLICKS} clicks; null where nobody says
     * @param came null where it was sent to nobody, but posted
     */
    private record Spent(
            @Nullable String channel,
            @Nullable String audience,
            @Nullable Integer amount,
            @Nullable Double came) {
        private boolean isOf(Link link) {
            return link.channel() != null
                    && link.channel().equals(channel)
                    && (audience == null || audience.equals(link.audience()));
        }
    }

    void ofSpring(String campaign, String keptOut) {
        List<Spent> costs = List.of(
                new Spent("whatsapp", null, 1900, 0.42),
                new Spent("email", null, 1400, 0.11),
                new Spent("sms", null, 1100, 0.24),
                new Spent("telegram", null, null, 0.37),
                new Spent("instagram", null, 2800, null),
                new Spent("facebook", null, 3900, null),
                new Spent("tiktok", null, 2100, null));
        double weight = strands.stream()
                .filter(strand -> keptOut.equals(strand.link().audience()))
                .mapToDouble(Strand::weight)
                .sum();
        pay(campaign, costs, new Baseline.KeptOut(keptOut, people(weight, CAME_OF_KEPT_OUT)));
    }

    void ofMilan(String campaign, String group, String press) {
        List<Spent> costs = List.of(
                new Spent("whatsapp", group, 900, 0.55),
                new Spent("telegram", group, 300, 0.4),
                new Spent("email", press, 450, 0.3),
                new Spent("qr", null, 650, 0.06),
                new Spent(null, null, 1500, null));
        pay(campaign, costs, null);
    }

    private void pay(String campaign, List<Spent> costs, @Nullable Baseline baseline) {
        campaigns.change(campaign, begun -> {
            ReturnTerms terms = begun.terms();
            return new CampaignDraft(
                    begun.slug(),
                    begun.name(),
                    begun.startsOn(),
                    begun.endsOn(),
                    costs.stream().map(cost -> cost(campaign, cost)).toList(),
                    begun.utm(),
                    new ReturnTerms(settings.currency(), terms.windowDays(), terms.rule(), baseline));
        });
    }

    private Campaign.Cost cost(String campaign, Spent spent) {
        double weight = strands.stream()
                .filter(strand -> campaign.equals(strand.link().campaign()))
                .filter(strand -> strand.link().lineage().generation() == 0 && spent.isOf(strand.link()))
                .mapToDouble(Strand::weight)
                .sum();
        return new Campaign.Cost(
                spent.channel(),
                spent.audience(),
                spent.amount() == null ? null : new Campaign.Price(amount(spent.amount()), settings.currency()),
                spent.came() == null ? null : people(weight, spent.came()));
    }

    /** As much for a click, in whole tens. */
    private BigDecimal amount(int ofAll) {
        return BigDecimal.valueOf(Math.max(1, Math.round((double) ofAll * settings.clicks() / CLICKS / 10)) * 10);
    }

    /** To how many something was sent of which so many came that they are {@code weight} of all clicks. */
    private long people(double weight, double came) {
        double all = strands.stream().mapToDouble(Strand::weight).sum();
        return Math.max(1, Math.round(settings.clicks() * weight / all / came));
    }
}
