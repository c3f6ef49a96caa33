package app.grapevine.returns;

import app.grapevine.attribution.Tier;
import app.grapevine.base.RefusedException;
import app.grapevine.campaigns.Baseline;
import app.grapevine.campaigns.Campaign;
import app.grapevine.campaigns.Campaigns;
import app.grapevine.channels.ChannelCatalogue;
import app.grapevine.conversions.Money;
import app.grapevine.stats.SmallCells;
import app.grapevine.stats.Stats;
import app.grapevine.storage.Database;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The door to what campaigns brought. Safe for use by many threads.
 *
 * <p>Visits are counted by the rollups, so what they cost follows their channels and audiences and not their number; conversions are
 * looked at one by one, each with its click, for it is that which says the channel and the tier: as they come, so that the memory
 * that a report takes does not follow their number, while its time does. A report is of one state of the database.
 */
public final class Returns {
    private final Database database;
    private final Campaigns campaigns;
    private final Stats stats;
    private final ChannelCatalogue channels;
    private final String currency;
    private final Clock clock;

    /** @param currency of campaigns that name none, ISO 4217 */
    public Returns(
            Database database,
            Campaigns campaigns,
            Stats stats,
            ChannelCatalogue channels,
            String currency,
            Clock clock) {
        this.database = database;
        this.campaigns = campaigns;
        this.stats = stats;
        this.channels = channels;
        this.currency = currency;
        this.clock = clock;
    }

    /** Whether there is a campaign of this slug. @throws app.grapevine.storage.DatabaseUnavailableException if the database is away */
    public boolean isThere(String campaign) {
        return campaigns.find(campaign).isPresent();
    }

    /** Conversions that are tied to no click and are said to be of no campaign, by reason; no campaign's report has them. */
    public List<Unattributed> unattributed() {
        return Unattributed.of(database.read(EffectDao::untiedOfNone));
    }

    /**
     * @param seesAll whether who asks may be told what all campaigns together led to
     * @param hidden what is not to be shown to who asks
     * @throws RefusedException NOT_FOUND for no campaign; INVALID where it has more places than a report can have
     * @throws app.grapevine.storage.DatabaseUnavailableException if the database is away
     */
    public ReturnReport of(ReturnQuery query, boolean seesAll, SmallCells hidden) {
        Campaign campaign = campaigns.get(query.campaign());
        Instant asOf = clock.instant();
        return Hiding.of(database.snapshot(handle -> report(handle, campaign, query, seesAll, asOf)), hidden);
    }

    private ReturnReport report(Handle handle, Campaign campaign, ReturnQuery query, boolean seesAll, Instant asOf) {
        Breakdown by = query.by();
        @Nullable String keptOut = keptOut(campaign);
        SelfReported.Counting said = new SelfReported.Counting();
        Gathering gathering = Gathering.of(handle, database.dialect(), stats, campaign.slug(), keptOut, said::add);
        ReturnRows places = new ReturnRows(gathering.cells(), spendings(campaign, keptOut));
        ReturnRow total = places.total();
        List<Untied> untied = EffectDao.untied(handle, campaign.slug());
        untied.forEach(said::add);
        SelfReported heard = said.told(word -> channels.find(word).isPresent());
        Map<@Nullable Tier, Brought> tiers = gathering.tiers();
        String own = campaign.terms().currency();
        return new ReturnReport(
                campaign,
                own == null ? currency : own,
                query.zone(),
                by,
                switch (by) {
                    case CHANNEL -> places.byChannel(heard.byChannel());
                    case AUDIENCE -> places.byAudience();
                    case TIER -> ReturnRows.without(labelled(tiers));
                },
                total,
                spentOnNone(places.spentOnNone(by)),
                Evidence.of(tiers),
                gathering.passingOn(),
                new LiftFinder(campaign, query.zone(), total, gathering.keptOut(), seesAll).find(handle, asOf),
                Unattributed.of(untied),
                heard,
                0,
                asOf);
    }

    private static @Nullable String keptOut(Campaign campaign) {
        return campaign.terms().baseline() instanceof Baseline.KeptOut keptOut ? keptOut.audience() : null;
    }

    /** To those who were kept out nothing was sent, even if it says how many they are. */
    private static List<Spending> spendings(Campaign campaign, @Nullable String keptOut) {
        return campaign.costs().stream()
                .map(cost -> {
                    Campaign.Price price = cost.price();
                    boolean isOfKeptOut = keptOut != null && keptOut.equals(cost.audience());
                    return new Spending(
                            cost.channel(),
                            cost.audience(),
                            isOfKeptOut ? null : cost.sent(),
                            price == null ? null : new Money(price.amount(), price.currency()));
                })
                .toList();
    }

    private static ReturnReport.SpentOnNone spentOnNone(List<Spending> spendings) {
        SortedMap<String, BigDecimal> costs = new TreeMap<>();
        spendings.stream()
                .map(Spending::cost)
                .filter(Objects::nonNull)
                .forEach(cost -> costs.merge(cost.currency(), cost.amount(), BigDecimal::add));
        List<Long> sent =
                spendings.stream().map(Spending::sent).filter(Objects::nonNull).toList();
        return new ReturnReport.SpentOnNone(
                sent.isEmpty() ? null : sent.stream().mapToLong(Long::longValue).sum(),
                costs.entrySet().stream()
                        .map(cost -> new Money(cost.getValue(), cost.getKey()))
                        .toList());
    }

    private static Map<@Nullable String, Brought> labelled(Map<@Nullable Tier, Brought> tiers) {
        Map<@Nullable String, Brought> labelled = new HashMap<>();
        tiers.forEach((tier, brought) -> labelled.put(tier == null ? null : tier.label(), brought));
        return labelled;
    }
}
