package app.grapevine.demo;

import app.grapevine.campaigns.Campaigns;
import app.grapevine.clicks.ClickIds;
import app.grapevine.clicks.Clicks;
import app.grapevine.conversions.ConversionDraft;
import app.grapevine.conversions.Conversions;
import app.grapevine.demo.DayPlan.LostSale;
import app.grapevine.demo.PlannedVisit.Outcome;
import app.grapevine.journal.Receipt;
import app.grapevine.links.Forwards;
import app.grapevine.links.Links;
import app.grapevine.links.ShareSets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The door of the demonstration: fills an empty service with an invented campaign, in the order of time, through the
 * border, the journal and the writer that real visits go through; what is invented is the requests and their times,
 * and what the reports say of them is found out. Used by one thread.
 */
public final class Demonstration {
    /** What may come of an id when something on its way shortens it. */
    private static final String CUT_OFF = "2pQ9xL0bVn";

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    /** So many visits go into the journal before the writer is waited for: far from filling it. */
    private static final int BEFORE_WAITING = 20_000;

    private final DemoMark mark;
    private final Parts parts;
    private final DemoSettings settings;
    private final Clock clock;
    /** Why a visit was refused; set by whichever thread hears of it. */
    private volatile @Nullable String refusal;

    private int unwritten;
    private long recorded;

    /**
     * What of the service it goes through.
     *
     * @param past the clock of what makes campaigns and links
     */
    public record Parts(
            Campaigns campaigns,
            ShareSets shareSets,
            Links links,
            Forwards forwards,
            MovableClock past,
            Border border,
            Clicks clicks,
            ClickIds clickIds,
            Conversions conversions) {}

    /** @param clock the present; nothing is recorded beyond it */
    public Demonstration(DemoMark mark, Parts parts, DemoSettings settings, Clock clock) {
        this.mark = mark;
        this.parts = parts;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Fills it in.
     *
     * @param progress told now and then how many visits are recorded
     * @throws DemonstrationException if visits are refused, or do not arrive in the database; what there is already
     *     is to be removed
     */
    public void fill(LongConsumer progress) throws InterruptedException {
        mark.set(DemoMark.State.BEGUN);
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        LocalDate firstDay = today.minusDays(settings.days() - 1L);
        List<Strand> strands = new Story(
                        parts.campaigns(),
                        parts.shareSets(),
                        parts.links(),
                        parts.forwards(),
                        parts.past(),
                        settings,
                        firstDay)
                .tell();
        DayPlan plan = new DayPlan(settings, strands, firstDay);
        for (int day = 0; day < settings.days(); day++) {
            record(plan.visits(day));
            plan.lostSales(day).forEach(this::convert);
            progress.accept(recorded);
        }
        await();
        parts.conversions().settle();
        mark.set(DemoMark.State.WHOLE);
    }

    private record Led(CompletableFuture<Receipt> receipt, long atMillis, Outcome outcome) {}

    private void record(List<PlannedVisit> visits) throws InterruptedException {
        long now = clock.millis();
        List<Led> led = new ArrayList<>();
        for (PlannedVisit visit : visits) {
            if (visit.atMillis() <= now) {
                CompletableFuture<Receipt> receipt = record(visit);
                Outcome outcome = visit.outcome();
                if (outcome != null && visit.atMillis() + outcome.afterMillis() <= now) {
                    led.add(new Led(receipt, visit.atMillis(), outcome));
                }
            }
        }
        led.forEach(this::convert);
    }

    private CompletableFuture<Receipt> record(PlannedVisit visit) throws InterruptedException {
        CompletableFuture<Receipt> receipt = new CompletableFuture<>();
        parts.clicks()
                .record(
                        parts.border()
                                .visit(
                                        visit.atMillis(),
                                        visit.link(),
                                        visit.head(),
                                        visit.scanned(),
                                        visit.headers(),
                                        visit.query(),
                                        visit.address()),
                        received -> {
                            if (received.refusal() != null) {
                                refusal = received.refusal();
                            }
                            receipt.complete(received);
                        });
        recorded++;
        if (++unwritten >= BEFORE_WAITING) {
            await();
        }
        return receipt;
    }

    private void await() throws InterruptedException {
        unwritten = 0;
        String refused = refusal;
        if (refused != null) {
            throw new DemonstrationException("a visit was not recorded: " + refused);
        }
        if (!parts.clicks().await(PATIENCE)) {
            throw new DemonstrationException("the database does not take the visits: "
                    + parts.clicks().trouble().orElse("it is too slow"));
        }
    }

    private void convert(LostSale sale) {
        if (sale.atMillis() <= clock.millis()) {
            parts.conversions()
                    .record(new ConversionDraft(
                            sale.cutOff() ? List.of(CUT_OFF) : List.of(),
                            "sale",
                            sale.amount(),
                            settings.currency(),
                            null,
                            Instant.ofEpochMilli(sale.atMillis()),
                            sale.heardFrom(),
                            sale.campaign()));
        }
    }

    private void convert(Led led) {
        long sequence = led.receipt().join().sequence();
        Outcome outcome = led.outcome();
        parts.conversions()
                .record(new ConversionDraft(
                        List.of(parts.clickIds().encode(parts.clicks().node(), sequence)),
                        outcome.event(),
                        outcome.amount(),
                        outcome.amount() == null ? null : settings.currency(),
                        null,
                        Instant.ofEpochMilli(led.atMillis() + outcome.afterMillis()),
                        outcome.heardFrom(),
                        null));
    }
}
