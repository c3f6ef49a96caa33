package app.grapevine.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.MutableClock;
import app.grapevine.base.Parameters;
import app.grapevine.clicks.ClickIds;
import app.grapevine.stats.VisitQuery;
import app.grapevine.stats.Visits;
import app.grapevine.storage.Dialect;
import app.grapevine.storage.TestDatabase;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class LiveFeedTest {
    /** Takes all that is written. */
    private static final class Sink extends ServletOutputStream {
        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            try {
                listener.onWritePossible();
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        @Override
        public void write(int b) {}
    }

    @Test
    void closingWaitsForWhatIsReadAndDoesNotInterruptIt() throws InterruptedException {
        MutableClock clock = new MutableClock("2026-05-01T12:00:00Z");
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        AtomicBoolean whole = new AtomicBoolean();
        try (TestDatabase test = TestDatabase.fresh(Dialect.H2)) {
            Visits visits = new Visits(test.database(), ClickIds.open(test.database()));
            LiveFeed feed = new LiveFeed(visits, clock);
            LiveStream stream = new LiveStream(new Sink(), () -> {});
            stream.begin().thenRun(ended::countDown);
            feed.add(
                    new LiveFeed.Listener(
                            stream,
                            "somebody",
                            VisitQuery.export(new Parameters(Map.of())).selection(),
                            () -> {
                                reading.countDown();
                                try {
                                    whole.set(ended.await(30, TimeUnit.SECONDS));
                                } catch (InterruptedException e) {
                                    Thread.currentThread().interrupt();
                                }
                                return true;
                            }),
                    visits.positions());
            assertThat(reading.await(30, TimeUnit.SECONDS)).isTrue();
            feed.close();
            assertThat(whole).isTrue();
        }
    }
}
