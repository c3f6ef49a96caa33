package app.grapevine.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.grapevine.MutableClock;
import app.grapevine.channels.ChannelCatalogue;
import app.grapevine.clicks.ClickIds;
import app.grapevine.links.LinkStates;
import app.grapevine.storage.Dialect;
import app.grapevine.storage.TestDatabase;
import app.grapevine.webhooks.TestReceiver.Received;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** How lines are worked on, by one process and by several. */
@ParameterizedClass
@EnumSource(Dialect.class)
class DeliveriesDbTest {
    private static final List<String> CAMPAIGNS = List.of("a", "b", "c", "d");

    @Parameter
    private Dialect dialect;

    private final MutableClock clock = new MutableClock("2026-05-01T12:00:00Z");
    private final Collection<AutoCloseable> open = new ArrayList<>();
    private TestReceiver receiver;
    private TestDatabase test;

    @BeforeEach
    void start() {
        test = TestDatabase.fresh(dialect);
        receiver = receiver();
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
        test.close();
    }

    private TestReceiver receiver() {
        TestReceiver made = new TestReceiver();
        open.add(made);
        return made;
    }

    private Webhooks node() {
        Webhooks node = new Webhooks(
                test.database(),
                new LinkStates(ChannelCatalogue.load(null)),
                ClickIds.open(test.database()),
                new WebhookSettings(Set.of("127.0.0.1"), Duration.ofDays(7)),
                clock);
        open.add(node);
        return node;
    }

    private static String subscribe(Webhooks node, TestReceiver to) {
        return node.create(new SubscriptionDraft(to.url(), null, List.of("link.created"), List.of(), true))
                .standing()
                .subscription()
                .id();
    }

    /** @param from of each campaign, numbers of events */
    private void happen(int from, int count) {
        test.database().writeOnly(handle -> {
            List<Event> events = new ArrayList<>();
            for (int i = from; i < from + count; i++) {
                for (String campaign : CAMPAIGNS) {
                    ObjectNode data = JsonNodeFactory.instance.objectNode();
                    data.put("campaign", campaign).put("number", i);
                    events.add(Event.of(EventType.LINK_CREATED, campaign, 1, clock.instant(), data));
                }
            }
            Outbox.of(handle).add(events, clock.millis());
        });
    }

    private static List<Integer> numbers(List<Received> received, String campaign) {
        return received.stream()
                .filter(one -> one.data().get("campaign").asText().equals(campaign))
                .map(one -> one.data().get("number").asInt())
                .toList();
    }

    private void assertAllInOrder(TestReceiver by, int count) {
        await().until(() -> by.accepted().size() >= count * CAMPAIGNS.size());
        assertThat(by.accepted()).hasSize(count * CAMPAIGNS.size());
        for (String campaign : CAMPAIGNS) {
            assertThat(numbers(by.accepted(), campaign))
                    .isEqualTo(IntStream.range(0, count).boxed().toList());
        }
    }

    @Test
    void severalNodesDeliverEachMessageOnceAndALineInItsOrder() {
        Webhooks one = node();
        subscribe(one, receiver);
        Webhooks other = node();
        one.start();
        other.start();
        for (int i = 0; i < 10; i++) {
            happen(10 * i, 10);
        }
        assertAllInOrder(receiver, 100);
        await().until(() -> test.count("webhook_messages") == 0);
    }

    @Test
    void whatAProcessHeldThatWasKilledIsTakenUpByAnother() {
        Webhooks node = node();
        subscribe(node, receiver);
        happen(0, 2);
        long leased = clock.millis() + Deliveries.LEASE.toMillis();
        test.database()
                .writeOnly(handle ->
                        handle.execute("UPDATE webhook_lines SET holder = 'killed', leased_until = ?", leased));
        node.start();
        happen(2, 1);
        node.ping(node.list().get(0).subscription().id());
        assertThat(receiver.accepted()).hasSize(1);
        clock.advance(Deliveries.LEASE);
        await().until(() -> receiver.accepted().size() >= 13);
        assertThat(numbers(receiver.accepted().subList(1, 13), "a")).containsExactly(0, 1, 2);
    }

    @Test
    void whereTheAnswerIsLostTheMessageComesAgainUnderItsId() {
        receiver.answers(HttpExchange::close);
        Webhooks node = node();
        subscribe(node, receiver);
        happen(0, 1);
        node.start();
        await().until(() -> receiver.received().size() == 4);
        await().until(() -> node.list().get(0).state().lastFailedAt() != null);
        receiver.answers(TestReceiver.status(200));
        clock.advance(Duration.ofMinutes(1));
        assertAllInOrder(receiver, 1);
        assertThat(receiver.received().stream().map(Received::id).distinct()).hasSize(4);
    }

    @Test
    void aReceiverThatDoesNotAnswerHoldsUpNobodyElse() {
        CountDownLatch end = new CountDownLatch(1);
        TestReceiver slow = receiver();
        slow.answers(exchange -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Webhooks node = node();
        subscribe(node, slow);
        subscribe(node, receiver);
        happen(0, 20);
        node.start();
        assertAllInOrder(receiver, 20);
        assertThat(slow.accepted()).isEmpty();
        end.countDown();
    }

    @Test
    void whatWasGivenUpOrStoppedForLongIsForgotten() {
        receiver.answers(TestReceiver.status(500));
        Webhooks node = node();
        String id = subscribe(node, receiver);
        happen(0, 1);
        test.database()
                .writeOnly(
                        handle -> MessageDao.giveUp(handle, new LineDao.Key(id, "a"), clock.millis(), clock.millis()));
        clock.advance(Duration.ofDays(7));
        node.keep();
        assertThat(node.list().get(0).state().givenUp()).isEqualTo(1);
        assertThat(node.list().get(0).state().waiting()).isEqualTo(3);
        clock.advance(Duration.ofMillis(1));
        node.keep();
        assertThat(node.list().get(0).state().givenUp()).isZero();
        clock.advance(Duration.ofDays(1));
        node.keep();
        assertThat(test.count("webhook_messages")).isZero();
    }
}
