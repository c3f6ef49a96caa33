package app.grapevine.webhooks;

import app.grapevine.base.EpochDay;
import app.grapevine.base.Parameters;
import app.grapevine.conversions.Money;
import app.grapevine.stats.Figures;
import app.grapevine.stats.Stats;
import app.grapevine.stats.StatsAnswer;
import app.grapevine.stats.StatsQuery;
import app.grapevine.storage.Database;
import app.grapevine.webhooks.MessageDao.Message;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells what became of each campaign in a day of UTC, once it is over and what was recorded at its end is counted. Of campaigns
 * in which nothing happened, nothing; of days before anybody wanted to know, nothing. What is erased before a summary is
 * delivered is not in it: {@link HookErasure} marks it, and it is made anew here. Safe for use by many threads and nodes.
 */
public final class DailySummaries {
    /** How long after midnight the writers of all nodes have had their time. */
    private static final Duration GRACE = Duration.ofMinutes(15);
    /** How far back days are told that passed while the service was away. */
    private static final int MOST_DAYS = 7;

    private static final Watermark TOLD = new Watermark("webhooks-summarised");

    private final Database database;
    private final Stats stats;
    private final Clock clock;

    public DailySummaries(Database database, Stats stats, Clock clock) {
        this.database = database;
        this.stats = stats;
        this.clock = clock;
    }

    /** Tells of the days that are over since it was called last, and makes anew what an erasure has marked; to be called now and then. */
    public void tell() {
        renew();
        long over = EpochDay.of(clock.millis() - GRACE.toMillis()) - 1;
        OptionalLong told = database.<OptionalLong>write(handle -> {
            if (!Outbox.of(handle).wantsAny(EventType.DAILY_SUMMARY)) {
                TOLD.remove(handle);
                return OptionalLong.empty();
            }
            if (TOLD.find(handle).isEmpty()) {
                TOLD.begin(handle, over);
            }
            return TOLD.find(handle);
        });
        if (told.isPresent() && told.getAsLong() < over) {
            long before = told.getAsLong();
            for (long day = Math.max(before + 1, over - MOST_DAYS + 1); day <= over; day++) {
                tell(before, day);
                before = day;
            }
        }
    }

    private void tell(long before, long day) {
        List<Event> events = events(day);
        database.writeOnly(handle -> {
            if (TOLD.move(handle, before, day)) {
                Outbox.of(handle).add(events, clock.millis());
                // Something of it may have been erased since it was counted.
                long end = EpochDay.start(day + 1);
                MessageDao.markSummaries(handle, end, end);
            }
        });
        renew();
    }

    /** The marks are read before what is counted, so that what is erased meanwhile has another. */
    private void renew() {
        Map<Long, List<Message>> byEnd =
                database.read(MessageDao::markedSummaries).stream().collect(Collectors.groupingBy(Message::at));
        byEnd.forEach((end, marked) -> {
            Map<String, String> bodies =
                    events(EpochDay.of(end) - 1).stream().collect(Collectors.toMap(Event::line, Event::body));
            database.writeOnly(handle -> {
                for (Message one : marked) {
                    String body = bodies.get(one.line().campaign());
                    if (body == null) {
                        MessageDao.deleteMarked(handle, one);
                    } else {
                        MessageDao.renew(handle, one, body);
                    }
                }
            });
        });
    }

    private List<Event> events(long day) {
        LocalDate date = LocalDate.ofEpochDay(day);
        Parameters question = new Parameters(Map.of(
                "from", List.of(date.toString()),
                "to", List.of(date.plusDays(1).toString()),
                "by", List.of("campaign")));
        StatsAnswer answer = stats.answer(StatsQuery.parse(question, clock));
        Instant end = Instant.ofEpochMilli(EpochDay.start(day + 1));
        List<Event> events = new ArrayList<>();
        for (StatsAnswer.Row row : answer.rows()) {
            String campaign = row.keys().get("campaign");
            events.add(new Event(
                    EventType.DAILY_SUMMARY,
                    "summary_" + date + (campaign == null ? "" : "_" + campaign),
                    campaign,
                    0,
                    end,
                    data(campaign, date, row.figures())));
        }
        return events;
    }

    private static ObjectNode data(@Nullable String campaign, LocalDate day, Figures figures) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("campaign", campaign);
        data.put("day", day.toString());
        data.put("clicks", figures.clicks());
        data.put("visitors", figures.visitors());
        data.put("previews", figures.previews());
        data.put("shares", figures.shares());
        data.put("bots", figures.bots());
        data.put("suppressed", figures.suppressed());
        data.put("unusual", figures.unusual());
        data.put("conversions", figures.conversions());
        ArrayNode revenue = data.putArray("revenue");
        add(revenue, figures.revenue());
        figures.otherRevenue().forEach(money -> add(revenue, money));
        return data;
    }

    private static void add(ArrayNode revenue, Money money) {
        if (money.amount().signum() != 0) {
            ObjectNode one = revenue.addObject();
            one.put("amount", money.amount().toPlainString());
            one.put("currency", money.currency());
        }
    }
}
