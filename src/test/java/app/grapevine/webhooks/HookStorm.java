package app.grapevine.webhooks;

import app.grapevine.TestClient;
import app.grapevine.service.HastyProcess;
import app.grapevine.storage.Dialect;
import app.grapevine.webhooks.TestReceiver.Behaviour;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.awaitility.Awaitility;

/**
 * Clicks, conversions and links by several people at once, each in a campaign of its own, while the service is killed ({@code kill -9})
 * again and again, and a receiver that answers slowly, with 500 and 429, breaks connections off, and is away for a time. What got no
 * answer is asked for again, as by anybody who does not know what became of it. At the end the receiver is compared with a ledger of
 * what was answered.
 */
public final class HookStorm implements AutoCloseable {
    private static final String EVENTS = "[\"click.recorded\",\"link.created\",\"link.changed\",\"link.ended\","
            + "\"conversion.recorded\",\"conversion.cancelled\"]";
    /** Clicks from before, to which orders are tied: what waits for its click is told of when that is there. */
    private static final int BOUGHT = 40;

    private static final int SLOW_MILLIS = 400;

    private final Duration away;
    private final Duration patience;
    private final TestReceiver receiver = new TestReceiver();
    private final HastyProcess service;
    private final HookLedger ledger = new HookLedger();
    private final List<Person> people = new ArrayList<>();
    private final AtomicInteger done = new AtomicInteger();
    private final Random random;
    private final String webhook;

    /**
     * @param people how many
     * @param away how long the receiver is, by this process's clock; by the service's {@link HastyProcess#TIMES} times as long
     * @param patience how long it may take from one kill to the next, and until all is told in the end
     */
    public HookStorm(Dialect dialect, int people, long seed, Duration away, Duration patience) {
        this.away = away;
        this.patience = patience;
        this.random = new Random(seed);
        service = HastyProcess.start(dialect, Map.of("webhooks.hosts", receiver.host()));
        for (int i = 0; i < people; i++) {
            this.people.add(new Person("campaign-" + i, random.nextLong()));
        }
        service.awaitRecorded();
        webhook = TestClient.json(required(
                        201,
                        service.post(
                                "/api/v1/webhooks", "{\"url\":\"" + receiver.url() + "\",\"events\":" + EVENTS + "}")))
                .path("id")
                .asText();
        receiver.answers(moods());
    }

    private static HttpResponse<String> required(int status, HttpResponse<String> answer) {
        if (answer.statusCode() != status) {
            throw new IllegalStateException(answer.statusCode() + ": " + answer.body());
        }
        return answer;
    }

    /** Most messages are taken at once. */
    private static Behaviour moods() {
        Behaviour takes = TestReceiver.status(204);
        return exchange -> {
            int dice = ThreadLocalRandom.current().nextInt(100);
            if (dice < 5) {
                TestReceiver.status(500).answer(exchange);
            } else if (dice < 10) {
                TestReceiver.status(429, "Retry-After", "20").answer(exchange);
            } else if (dice < 13) {
                exchange.close();
            } else {
                if (dice < 20) {
                    pause(SLOW_MILLIS);
                }
                takes.answer(exchange);
            }
        };
    }

    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Has each do so much.
     *
     * @return what is not as it must be; nothing where all is
     */
    public List<String> run(int deedsOfEach, int kills) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(people.size());
        try {
            List<Future<?>> working = new ArrayList<>();
            for (Person person : people) {
                working.add(threads.submit((Callable<Boolean>) () -> person.work(deedsOfEach)));
            }
            int all = deedsOfEach * people.size();
            for (int i = 0; i < kills; i++) {
                awaitDone((int) (all * (i + random.nextDouble()) / (kills + 1)), working);
                service.killAndStart();
                if (i == kills / 2) {
                    receiver.leave();
                    pause(away.toMillis());
                    receiver.comeBack();
                }
            }
            for (Future<?> one : working) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
        awaitTold();
        return ledger.differences(receiver.received());
    }

    private void awaitDone(int wanted, List<Future<?>> working) throws Exception {
        Awaitility.await()
                .atMost(patience)
                .until(() -> done.get() >= wanted || working.stream().anyMatch(Future::isDone));
        for (Future<?> one : working) {
            if (one.isDone()) {
                one.get(); // what went wrong
            }
        }
    }

    /** A receiver that answers is sent at once what waits, each time that somebody tries it. */
    private void awaitTold() {
        receiver.answers(TestReceiver.status(204));
        Awaitility.await().atMost(patience).pollInterval(Duration.ofMillis(200)).until(() -> {
            service.post("/api/v1/webhooks/" + webhook + "/ping", "{}");
            return ledger.isTold(receiver.accepted())
                    && service.ask("/webhooks/" + webhook).at("/state/waiting").asInt() == 0;
        });
    }

    /** What happened, in a line. */
    public String summary() {
        List<TestReceiver.Received> received = receiver.received();
        return ledger.deeds() + " deeds and " + ledger.clicks() + " clicks, in "
                + received.stream().map(TestReceiver.Received::id).distinct().count() + " messages that were sent "
                + received.size() + " times";
    }

    @Override
    public void close() {
        service.close();
        receiver.close();
    }

    /** Works in one campaign. By one thread. */
    private final class Person {
        private final String campaign;
        private final Random dice;
        private final String tapped;
        private final Deque<String> bought = new ArrayDeque<>();
        private final List<String> links = new ArrayList<>();
        private final List<String> orders = new ArrayList<>();
        private int number;

        Person(String campaign, long seed) {
            this.campaign = campaign;
            this.dice = new Random(seed);
            tapped = campaign + "-tapped";
            required(201, service.post("/api/v1/campaigns", "{\"slug\":\"" + campaign + "\",\"name\":\"C\"}"));
            required(201, service.post("/api/v1/links", link(tapped)));
            for (int i = 0; i < BOUGHT; i++) {
                bought.add(clickId(service.tap("/" + tapped)));
            }
        }

        private String link(String code) {
            return "{\"destination\":\"https://shop.example/\",\"code\":\"" + code + "\",\"campaign\":\"" + campaign
                    + "\",\"trackConversions\":true}";
        }

        private static String clickId(HttpResponse<String> visit) {
            String location = visit.headers().firstValue("Location").orElse("");
            if (!location.contains("gv_click=")) {
                throw new IllegalStateException(visit.statusCode() + ": " + visit.body());
            }
            return location.replaceAll(".*gv_click=", "");
        }

        boolean work(int deeds) {
            for (int i = 0; i < deeds; i++) {
                deed(dice.nextInt(100));
                done.incrementAndGet();
            }
            return true;
        }

        private void deed(int dice) {
            if (dice < 50) {
                tap();
            } else if (dice < 65 || links.isEmpty()) {
                make();
            } else if (dice < 75) {
                change();
            } else if (dice < 80) {
                end();
            } else if (dice < 95 || orders.isEmpty()) {
                sell();
            } else {
                callOff();
            }
        }

        private void tap() {
            ledger.tapped(campaign, clickId(until(() -> {
                try {
                    return service.tap("/" + tapped);
                } catch (UncheckedIOException e) {
                    ledger.notAnswered(campaign);
                    throw e;
                }
            })));
        }

        private void make() {
            String code = campaign + "-" + number++;
            HttpResponse<String> answer = until(() -> service.post("/api/v1/links", link(code)));
            // Taken, where the answer before was lost.
            required(answer.statusCode() == 409 ? 409 : 201, answer);
            ledger.done(campaign, HookLedger.made(code));
            links.add(code);
        }

        private void change() {
            String code = links.get(dice.nextInt(links.size()));
            String title = "Title " + number++;
            required(200, until(() -> service.patch("/api/v1/links/" + code, "{\"title\":\"" + title + "\"}")));
            ledger.done(campaign, HookLedger.changed(code, title));
        }

        private void end() {
            String code = links.remove(dice.nextInt(links.size()));
            required(200, until(() -> service.patch("/api/v1/links/" + code, "{\"status\":\"disabled\"}")));
            ledger.done(campaign, HookLedger.ended(code));
        }

        private void sell() {
            String order = campaign + "-order-" + number++;
            String click = bought.remove();
            bought.add(click);
            String json = "{\"clickId\":\"" + click + "\",\"event\":\"sale\",\"externalId\":\"" + order + "\"}";
            HttpResponse<String> answer = until(() -> service.post("/api/v1/conversions", json));
            required(answer.statusCode() == 200 ? 200 : 201, answer);
            ledger.done(campaign, HookLedger.sold(order));
            orders.add(order);
        }

        private void callOff() {
            String order = orders.remove(dice.nextInt(orders.size()));
            HttpResponse<String> answer =
                    until(() -> service.post("/api/v1/conversions", "{\"cancels\":\"" + order + "\"}"));
            required(answer.statusCode() == 200 ? 200 : 201, answer);
            ledger.done(campaign, HookLedger.calledOff(order));
        }

        /** Until it is answered; while the service is started anew it is waited for. */
        private HttpResponse<String> until(Supplier<HttpResponse<String>> request) {
            while (true) {
                try {
                    HttpResponse<String> answer = request.get();
                    if (answer.statusCode() != 503) {
                        return answer;
                    }
                } catch (UncheckedIOException e) {
                    // Killed.
                }
            }
        }
    }
}
