package app.grapevine.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * CPU time of requests of several kinds, each kind in turn, round by round, on 32 keep-alive connections. CPU time is the kernel's, of
 * the process of the server that is asked.
 */
final class Rounds {
    private static final int CONNECTIONS = 32;

    private final int requests;
    private final int warmUp;

    /** What is done once a kind's requests are answered and counted, before the next. */
    interface After {
        void kind(Kind kind) throws Exception;
    }

    /** @param micros of one request, a number a round */
    record Kind(String name, int status, ServerProcess server, byte[][] requests, List<Double> micros) {
        /** @param paths asked for by GET, and answered with {@code status} */
        static Kind of(String name, int status, ServerProcess server, List<String> paths, String userAgent) {
            byte[][] requests = paths.stream()
                    .map(path -> LoadClient.get(server.port(), path, userAgent))
                    .toArray(byte[][]::new);
            return new Kind(name, status, server, requests, new ArrayList<>());
        }

        /** Each round's, beside another kind's of the same round. */
        double[] to(Kind other) {
            return Figures.ratios(Figures.array(micros), Figures.array(other.micros));
        }
    }

    /** @param requests a round and kind */
    Rounds(int warmUp, int requests) {
        this.warmUp = warmUp;
        this.requests = requests;
    }

    /** @throws IllegalStateException if anything is answered with another status */
    void run(int rounds, List<Kind> kinds, After after) throws Exception {
        for (int round = -warmUp; round < rounds; round++) {
            for (Kind kind : kinds) {
                double begin = kind.server.cpuSeconds();
                drive(kind);
                double end = kind.server.cpuSeconds();
                after.kind(kind);
                if (round >= 0) {
                    kind.micros.add((end - begin) / requests * 1e6);
                }
            }
        }
    }

    private void drive(Kind kind) throws Exception {
        AtomicInteger left = new AtomicInteger(requests);
        AtomicInteger wrong = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(CONNECTIONS);
        for (int i = 0; i < CONNECTIONS; i++) {
            new Thread(() -> {
                        try (LoadClient client = new LoadClient(kind.server.port())) {
                            while (left.getAndDecrement() > 0) {
                                client.exchange(BareServers.any(kind.requests));
                                if (client.status() != kind.status) {
                                    wrong.incrementAndGet();
                                }
                            }
                        } catch (IOException e) {
                            wrong.addAndGet(requests);
                        } finally {
                            done.countDown();
                        }
                    })
                    .start();
        }
        done.await();
        if (wrong.get() > 0) {
            throw new IllegalStateException(kind.name + ": " + wrong.get() + " answers were others");
        }
    }

    /** A line a kind, with its ratio to each of {@code others} but itself. */
    static void print(List<Kind> kinds, Kind... others) {
        for (Kind kind : kinds) {
            System.out.printf("%-32s %s µs", kind.name, Figures.spread(Figures.array(kind.micros)));
            Arrays.stream(others)
                    .filter(other -> other != kind && other.status == kind.status)
                    .forEach(other -> System.out.printf(", to %s %s", other.name, Figures.spread(kind.to(other))));
            System.out.println();
        }
    }
}
