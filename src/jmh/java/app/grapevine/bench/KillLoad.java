package app.grapevine.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Visits to a service that is killed under them, and what was answered to them. Some links give each click an id, which
 * the Location names, others go through the fast path, and some are to be erased: of those nothing is kept here.
 */
final class KillLoad {
    private static final int CONNECTIONS = 16;
    private static final int LINKS = 20;
    private static final int DOOMED = 60;
    private static final Pattern CLICK = Pattern.compile("gv_click=([0-9A-Za-z]+)");

    private final List<String> tracked;
    private final List<String> plain;
    private volatile List<String> doomed;
    private final Set<String> answeredIds = ConcurrentHashMap.newKeySet();
    private final Map<String, AtomicLong> answeredPlain = new ConcurrentHashMap<>();
    private final AtomicLong cutOff = new AtomicLong();
    private volatile AtomicBoolean killed = new AtomicBoolean();
    private final List<Thread> threads = new ArrayList<>();

    /** Makes the links. */
    KillLoad(GrapevineProcess process) throws Exception {
        tracked = process.createLinks(LINKS, true);
        plain = process.createLinks(LINKS, false);
        doomed = process.createLinks(DOOMED, false);
    }

    /** Ends visits to some of the links that are to be erased. */
    List<String> retire(int count) {
        List<String> all = doomed;
        int some = Math.min(count, all.size() - 1);
        doomed = List.copyOf(all.subList(some, all.size()));
        return all.subList(0, some);
    }

    void begin(int port) {
        AtomicBoolean ended = new AtomicBoolean();
        killed = ended;
        for (int i = 0; i < CONNECTIONS; i++) {
            int kind = i % 4;
            Thread thread = new Thread(() -> {
                try (LoadClient client = new LoadClient(port)) {
                    while (visit(client, port, kind)) {
                        Thread.onSpinWait();
                    }
                } catch (IOException e) {
                    if (!ended.get()) {
                        throw new IllegalStateException(e);
                    }
                }
            });
            thread.start();
            threads.add(thread);
        }
    }

    /** Waits until so many more visits are answered. */
    void awaitAnswers(int more) throws InterruptedException {
        long wanted = answered() + more;
        while (answered() < wanted) {
            Thread.sleep(5);
        }
    }

    /** To be called when the service is dead. */
    void end() throws InterruptedException {
        killed.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
        threads.clear();
    }

    private boolean visit(LoadClient client, int port, int kind) {
        List<String> codes = kind == 0 ? doomed : kind == 1 ? plain : tracked;
        ThreadLocalRandom random = ThreadLocalRandom.current();
        String code = codes.get(random.nextInt(codes.size()));
        String agent = "Mozilla/5.0 (Linux; Android 15; Pixel " + random.nextInt(50)
                + ") AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36";
        int length;
        try {
            length = client.exchange(LoadClient.get(port, "/" + code, agent));
        } catch (IOException e) {
            cutOff.incrementAndGet();
            return false;
        }
        if (client.status() != 302) {
            throw new IllegalStateException("answered " + client.head(length));
        }
        if (kind > 1) {
            Matcher matcher = CLICK.matcher(client.head(length));
            if (!matcher.find() || !answeredIds.add(matcher.group(1))) {
                throw new IllegalStateException("no id, or one given twice: " + client.head(length));
            }
        } else if (kind == 1) {
            answeredPlain.computeIfAbsent(code, none -> new AtomicLong()).incrementAndGet();
        }
        return true;
    }

    long answered() {
        return answeredIds.size()
                + answeredPlain.values().stream().mapToLong(AtomicLong::get).sum();
    }

    /** Says how what was recorded agrees with what was answered; false where it does not. */
    boolean compare(Recorded recorded) {
        long missing =
                answeredIds.stream().filter(id -> !recorded.ids().contains(id)).count();
        long lost = plain.stream()
                .mapToLong(code -> Math.max(0, answered(code) - recorded.of(code)))
                .sum();
        long found = tracked.stream().mapToLong(recorded::of).sum()
                + plain.stream().mapToLong(recorded::of).sum();
        long more = found - answered();
        System.out.printf(
                "answered %d, recorded %d; of those with an id missing %d, of the others %d; without an answer %d, at most %d%n",
                answered(), found, missing, lost, more, cutOff.get());
        return missing == 0 && lost == 0 && more >= 0 && more <= cutOff.get();
    }

    private long answered(String code) {
        AtomicLong count = answeredPlain.get(code);
        return count == null ? 0 : count.get();
    }

    List<String> kept() {
        List<String> all = new ArrayList<>(tracked);
        all.addAll(plain);
        return all;
    }
}
