package app.grapevine.webhooks;

import app.grapevine.base.EpochDay;
import app.grapevine.clicks.ClickIds;
import app.grapevine.links.Link;
import app.grapevine.links.LinkStates;
import app.grapevine.storage.Database;
import app.grapevine.visits.Click;
import app.grapevine.webhooks.MessageDao.Message;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Takes away what is yet to be told of what is erased. A message that tells of several clicks loses those, and goes with the last of
 * them; a summary of a day loses its sums, and {@link DailySummaries} makes it anew of what is left. What was delivered is the receiver's, who is told that a link is erased: whoever runs the erasure puts that down, and the service
 * sends it, now or when it runs next. Safe for use by many threads.
 */
public final class HookErasure {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long SECOND = 1000;
    private static final int AT_ONCE = 100;

    private final Database database;
    private final LinkStates links;
    private final ClickIds ids;
    private final Clock clock;

    public HookErasure(Database database, LinkStates links, ClickIds ids, Clock clock) {
        this.database = database;
        this.links = links;
        this.ids = ids;
        this.clock = clock;
    }

    /** What tells of these visits, in the unit of work of whoever takes them away. */
    public void eraseOf(Handle handle, List<Click> visits) {
        TailDao.visitsGo(handle);
        Set<String> gone = visits.stream()
                .map(visit -> ids.encode(visit.node(), visit.sequence()))
                .collect(Collectors.toSet());
        long first = visits.stream().mapToLong(Click::atMillis).min().orElse(0);
        long last = visits.stream().mapToLong(Click::atMillis).max().orElse(-1);
        // Whichever campaign a link was of when they were summed up.
        MessageDao.markSummaries(handle, endOfDay(first), endOfDay(last));
        long after = Long.MIN_VALUE;
        List<Message> some;
        do {
            some = MessageDao.ofClicks(handle, first / SECOND * SECOND, last, after, AT_ONCE);
            some.forEach(message -> without(handle, message, click -> gone.contains(id(click, "id"))));
            after = some.isEmpty() ? after : some.get(some.size() - 1).id();
        } while (some.size() == AT_ONCE);
        Set<Long> onLinks = visits.stream().map(Click::linkId).collect(Collectors.toSet());
        MessageDao.ofConversions(handle, onLinks).stream()
                .filter(message -> gone.contains(id(read(message.body()).path("data"), "clickId")))
                .forEach(message -> MessageDao.delete(handle, message.id()));
        MessageDao.deletePreviews(handle, visits);
    }

    private static long endOfDay(long millis) {
        return EpochDay.start(EpochDay.of(millis) + 1);
    }

    /**
     * Has every summary made anew: of whole links goes what was counted as well, of whatever day. To be called before that goes, so that
     * none is sent with it, and behind it, for one may have been made anew in between.
     */
    public void renewSummaries() {
        database.writeOnly((Handle handle) -> MessageDao.markSummaries(handle, 0, Long.MAX_VALUE));
    }

    private static String id(JsonNode data, String field) {
        return data.path(field).asText();
    }

    /** What tells of the visits of a link. */
    public void eraseVisits(long linkId) {
        database.writeOnly((Handle handle) -> MessageDao.deleteOfVisits(handle, linkId));
        renewSummaries();
        find(linkId).ifPresent(this::eraseClicks);
    }

    /** All that tells of a link, which is to be erased; that it is, is told instead. Of one that is gone already that is all there is. */
    public void eraseLink(long linkId) {
        renewSummaries();
        find(linkId).ifPresent(link -> {
            eraseClicks(link);
            database.writeOnly(handle -> {
                MessageDao.deleteOfLink(handle, linkId);
                Outbox.of(handle).add(List.of(LinkEvents.erased(link, clock.instant())), clock.millis());
            });
        });
    }

    private Optional<Link> find(long linkId) {
        return database.read(handle ->
                Optional.ofNullable(links.byId(handle, List.of(linkId)).get(linkId)));
    }

    /** Also of visits that retention has deleted meanwhile. */
    private void eraseClicks(Link link) {
        String named = "\"code\":" + JSON.valueToTree(link.code());
        Predicate<JsonNode> ofLink = click -> click.path("code").asText().equals(link.code())
                && click.path("domain").asText().equals(link.domain());
        long[] after = {Long.MIN_VALUE};
        boolean more = true;
        while (more) {
            more = database.<Boolean>write(handle -> {
                List<Message> some = MessageDao.ofClicks(handle, named, after[0], AT_ONCE);
                some.forEach(message -> without(handle, message, ofLink));
                after[0] = some.isEmpty() ? after[0] : some.get(some.size() - 1).id();
                return some.size() == AT_ONCE;
            });
        }
    }

    /** What tells of conversions of a campaign that are tied to no click. */
    public void eraseUntied(String campaign) {
        database.writeOnly((Handle handle) -> MessageDao.deleteUntied(handle, campaign));
    }

    /** What tells of a campaign as a whole, such as its figures. What tells of its links goes with each of them. */
    public void eraseCampaign(String campaign) {
        database.writeOnly((Handle handle) -> MessageDao.deleteOfCampaign(handle, campaign));
    }

    private static void without(Handle handle, Message message, Predicate<JsonNode> gone) {
        ObjectNode body = read(message.body());
        ObjectNode data = (ObjectNode) body.get("data");
        ArrayNode clicks = (ArrayNode) data.get("clicks");
        int before = clicks.size();
        for (Iterator<JsonNode> each = clicks.iterator(); each.hasNext(); ) {
            if (gone.test(each.next())) {
                each.remove();
            }
        }
        if (clicks.isEmpty()) {
            MessageDao.delete(handle, message.id());
        } else if (clicks.size() < before) {
            data.put("count", clicks.size());
            MessageDao.rewrite(handle, message.id(), body.toString());
        }
    }

    private static ObjectNode read(String body) {
        try {
            return (ObjectNode) JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a message of ours is no JSON", e);
        }
    }
}
