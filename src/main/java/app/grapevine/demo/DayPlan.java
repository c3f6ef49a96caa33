package app.grapevine.demo;

import app.grapevine.base.EpochDay;
import app.grapevine.demo.Crowd.Person;
import app.grapevine.demo.PlannedVisit.Outcome;
import app.grapevine.experiment.Agents;
import app.grapevine.experiment.Place;
import app.grapevine.experiment.Tap;
import app.grapevine.experiment.Traffic;
import app.grapevine.links.Link;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Makes up the visits of each day, in the order of time. Days are to be asked for one after the other, as all chance
 * comes from one seed. Not safe for use by many threads.
 *
 * <p>The shares are invented. A message that is posted or passed on is fetched by its app first, and opened by some
 * people after that; some of them come again on the same day; some ask not to be tracked; crawlers follow what is
 * public; and once a day a scanner opens a whole mail within seconds.
 */
final class DayPlan {
    private static final int CLICKS_A_SHARE = 13;
    private static final double COMES_AGAIN = 0.14;
    private static final double UNTRACKED = 0.035;
    private static final double MACHINES_A_CLICK = 0.05;
    /** How many of the machines only look whether the link is there. */
    private static final double ONLY_HEAD = 0.2;

    private static final int SCANNED_LINKS = 9;
    private static final long SCAN_STEP_MILLIS = 350;
    private static final long LONGEST_READING_MILLIS = Duration.ofMinutes(10).toMillis();
    private static final long SHORTEST_PURCHASE_MILLIS = Duration.ofMinutes(2).toMillis();
    private static final long LONGEST_PURCHASE_MILLIS = Duration.ofMinutes(90).toMillis();
    private static final int LEAST_CENTS = 1490;
    private static final int MOST_CENTS = 18_900;
    /** How many of the clicks there are to one sale that nobody can tie to a click. */
    private static final double CLICKS_A_LOST_SALE = 420;
    /** Of these, how many come with something that was an id once. */
    private static final double CUT_OFF = 0.15;

    private static final double ASKED = 0.35;
    /** How many name the place where they had it from; others remember something else. */
    private static final double REMEMBERED = 0.6;

    private static final List<String> REMEMBERED_INSTEAD =
            List.of("A friend", "A friend", "whatsapp", "instagram", "A search engine", "The shop in town");

    private final DemoSettings settings;
    private final List<Strand> strands;
    private final LocalDate firstDay;
    private final Random random;
    private final Crowd crowd;
    /** Of what people say. */
    private final Random asked;

    private final double sumOfWeights;
    private List<PlannedVisit> day = new ArrayList<>();

    /** Who visited a link last on this day, to come again. */
    private final Map<Strand, Visitor> lastOfStrand = new HashMap<>();

    /** @param scans whether they come by the code on a poster, and not by a link in a chat */
    private record Visitor(Tap tap, Person person, boolean scans) {}

    DayPlan(DemoSettings settings, List<Strand> strands, LocalDate firstDay) {
        this.settings = settings;
        this.strands = List.copyOf(strands);
        this.firstDay = firstDay;
        this.random = new Random(settings.seed());
        this.crowd = new Crowd(random);
        this.asked = new Random(settings.seed() + 1);
        this.sumOfWeights = strands.stream().mapToDouble(Strand::weight).sum();
    }

    /** The visits of a day. @param number from 0 */
    List<PlannedVisit> visits(int number) {
        day = new ArrayList<>();
        lastOfStrand.clear();
        long begin = EpochDay.start(firstDay.plusDays(number).toEpochDay());
        int clicks = 0;
        for (Strand strand : strands) {
            int some = clicks(strand, number);
            if (number == strand.firstDay()) {
                // As it is posted, before anybody can have seen it.
                fetch(strand.sources().get(0).place(), strand, begin);
            }
            for (int i = 0; i < some; i++) {
                person(strand, begin);
            }
            clicks += some;
        }
        machines(begin, rounded(clicks * MACHINES_A_CLICK), number);
        day.sort(Comparator.comparingLong(PlannedVisit::atMillis));
        return day;
    }

    /**
     * A sale that comes without its click, as from another device.
     *
     * @param cutOff whether what came of the click's id is no id any more
     */
    record LostSale(
            long atMillis,
            String campaign,
            BigDecimal amount,
            boolean cutOff,
            @Nullable String heardFrom) {}

    /** Those of a day. @param number from 0 */
    List<LostSale> lostSales(int number) {
        List<Strand> shared =
                strands.stream().filter(strand -> strand.firstDay() <= number).toList();
        List<LostSale> sales = new ArrayList<>();
        double exact = settings.clicks() / CLICKS_A_LOST_SALE / settings.days();
        int some = (int) exact + (asked.nextDouble() < exact - (int) exact ? 1 : 0);
        for (int i = 0; i < some && !shared.isEmpty(); i++) {
            Link link = shared.get(asked.nextInt(shared.size())).link();
            sales.add(new LostSale(
                    EpochDay.start(firstDay.plusDays(number).toEpochDay()) + Rhythm.moment(asked),
                    Objects.requireNonNull(link.campaign()),
                    BigDecimal.valueOf(LEAST_CENTS + asked.nextInt(MOST_CENTS - LEAST_CENTS), 2),
                    asked.nextDouble() < CUT_OFF,
                    heardFrom(link.channel())));
        }
        return sales;
    }

    private @Nullable String heardFrom(@Nullable String channel) {
        if (asked.nextDouble() >= ASKED) {
            return null;
        }
        return channel != null && asked.nextDouble() < REMEMBERED
                ? channel
                : REMEMBERED_INSTEAD.get(asked.nextInt(REMEMBERED_INSTEAD.size()));
    }

    private int clicks(Strand strand, int number) {
        int life = settings.days() - strand.firstDay();
        double all = 0;
        for (int age = 0; age < life; age++) {
            all += Rhythm.ofDay(age, life, firstDay.plusDays(strand.firstDay() + age));
        }
        double today = Rhythm.ofDay(number - strand.firstDay(), life, firstDay.plusDays(number));
        // Who is not tracked comes on top.
        return rounded(settings.clicks() / (1 - UNTRACKED) * strand.weight() / sumOfWeights * today / all);
    }

    /** To one of the two next numbers, so that the sum of many is right. */
    private int rounded(double exact) {
        int below = (int) exact;
        return below + (random.nextDouble() < exact - below ? 1 : 0);
    }

    private void person(Strand strand, long begin) {
        long at = begin + Rhythm.moment(random);
        Place place = strand.place(random.nextDouble());
        Visitor last = lastOfStrand.get(strand);
        Visitor visitor = last != null && random.nextDouble() < COMES_AGAIN
                ? last
                : new Visitor(tap(place, strand), crowd.person(strand.market()), place == Haunts.POSTER);
        lastOfStrand.put(strand, visitor);
        if (random.nextInt(CLICKS_A_SHARE) == 0) {
            fetch(place, strand, Math.max(begin, at - 1 - random.nextInt((int) LONGEST_READING_MILLIS)));
        }
        Map<String, String> headers = visitor.tap().headers(visitor.person().languages());
        boolean untracked = random.nextDouble() < UNTRACKED;
        if (untracked) {
            headers.put("Sec-GPC", "1");
        }
        Outcome outcome = outcome(strand);
        String query = visitor.tap().query();
        day.add(new PlannedVisit(
                at,
                strand.link(),
                false,
                visitor.scans(),
                headers,
                query.isEmpty() ? null : query.substring(1),
                visitor.person().address(),
                untracked ? null : outcome));
    }

    /** Who comes from elsewhere than the link was issued for is seen by the app's own browser where it has one. */
    private Tap tap(Place place, Strand strand) {
        boolean elsewhere = place != strand.sources().get(0).place();
        boolean direct = random.nextInt(100) < place.directPercent();
        boolean inApp = random.nextInt(100) < place.inAppPercent()
                || elsewhere && !place.inApp().isEmpty();
        return Traffic.tap(place, direct, inApp, Crowd.BROWSERS, random);
    }

    private @Nullable Outcome outcome(Strand strand) {
        long after =
                SHORTEST_PURCHASE_MILLIS + random.nextInt((int) (LONGEST_PURCHASE_MILLIS - SHORTEST_PURCHASE_MILLIS));
        int cents = LEAST_CENTS + random.nextInt(MOST_CENTS - LEAST_CENTS);
        double chance = random.nextDouble();
        if (chance < strand.sales()) {
            return new Outcome(
                    "sale",
                    BigDecimal.valueOf(cents, 2),
                    after,
                    heardFrom(strand.link().channel()));
        }
        return chance < strand.sales() * 1.5 ? new Outcome("newsletter", null, after, null) : null;
    }

    private void fetch(Place place, Strand strand, long at) {
        if (!place.fetchers().isEmpty()) {
            String agent = place.fetchers().get(random.nextInt(place.fetchers().size()));
            add(at, strand, false, agent, crowd.machine());
        }
    }

    private void add(long at, Strand strand, boolean head, String agent, InetAddress address) {
        day.add(new PlannedVisit(at, strand.link(), head, false, Tap.fetchHeaders(agent), null, address, null));
    }

    private void machines(long begin, int crawls, int number) {
        List<Strand> shared = new ArrayList<>(
                strands.stream().filter(strand -> strand.firstDay() <= number).toList());
        for (int i = 0; i < crawls && !shared.isEmpty(); i++) {
            String agent = Crowd.MACHINES.get(random.nextInt(Crowd.MACHINES.size()));
            Strand strand = shared.get(random.nextInt(shared.size()));
            add(begin + Rhythm.moment(random), strand, random.nextDouble() < ONLY_HEAD, agent, crowd.machine());
        }
        Collections.shuffle(shared, random);
        if (crawls > 0 && shared.size() >= SCANNED_LINKS) {
            scan(begin + Rhythm.moment(random), shared.subList(0, SCANNED_LINKS));
        }
    }

    /** It says that it is a browser; that it opens all at once gives it away, from the sixth link on. */
    private void scan(long from, List<Strand> links) {
        InetAddress address = crowd.machine();
        for (int i = 0; i < links.size(); i++) {
            add(from + i * SCAN_STEP_MILLIS, links.get(i), false, Agents.BROWSERS.get(2), address);
        }
    }
}
