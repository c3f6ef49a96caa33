package app.grapevine.cli;

import app.grapevine.client.KeptConnection;
import app.grapevine.client.Visitors;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Many redirects of plain links, as {@link Visitors} ask for them, over a few connections at once. */
final class RehearsedTraffic {
    private static final int CONNECTIONS = 8;

    private final URI url;
    private final List<byte[]> requests;

    /** @param paths of plain links */
    RehearsedTraffic(URI url, List<String> paths) {
        this.url = url;
        requests = Visitors.requests(url, paths);
    }

    void play(int redirects) throws InterruptedException {
        AtomicInteger left = new AtomicInteger(redirects);
        ExecutorService crowd = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                all.add(crowd.submit(() -> tap(left)));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new CommandRefusedException("redirects at " + url + ": " + e.getCause());
        } finally {
            crowd.shutdownNow();
        }
    }

    private int tap(AtomicInteger left) throws IOException {
        int taken = 0;
        try (KeptConnection connection = new KeptConnection(url)) {
            for (int next = left.decrementAndGet(); next >= 0; next = left.decrementAndGet()) {
                int status = connection.ask(requests.get(next % requests.size()));
                if (status != 302) {
                    throw new IOException("answered " + status + " in place of 302");
                }
                taken++;
            }
        }
        return taken;
    }
}
