package app.grapevine.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** How many questions are answered at once, and which is next. */
class TurnsTest {
    private static final int WAITING = 4;

    private final Turns turns = new Turns(2, WAITING);
    private final CountDownLatch held = new CountDownLatch(2);
    private final CountDownLatch released = new CountDownLatch(1);
    private final List<CompletableFuture<?>> running = new ArrayList<>();

    /** Takes both turns, until {@link #released}. */
    private void holdAll() throws InterruptedException {
        for (int i = 0; i < 2; i++) {
            start(() -> turns.take(() -> {
                held.countDown();
                awaitRelease();
                return true;
            }));
        }
        held.await();
    }

    private void awaitRelease() {
        try {
            released.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void start(Runnable work) {
        running.add(CompletableFuture.runAsync(work, command -> {
            Thread thread = new Thread(command);
            thread.setDaemon(true);
            thread.start();
        }));
    }

    private void awaitWaiting(int count) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> turns.waiting() == count);
    }

    private void finish() {
        released.countDown();
        running.forEach(CompletableFuture::join);
    }

    @Test
    void soManyAreAnsweredAtOnceAndNoMore() {
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        for (int i = 0; i < WAITING; i++) {
            start(() -> {
                for (int k = 0; k < 1000; k++) {
                    turns.takeAgain(() -> {
                        most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                        return atOnce.decrementAndGet();
                    });
                }
            });
        }
        finish();
        assertThat(most).hasValueBetween(1, 2);
    }

    @Test
    void theyGetTheirTurnInTheOrderInWhichTheyCame() {
        Turns one = new Turns(1, WAITING);
        List<Integer> order = new CopyOnWriteArrayList<>();
        start(() -> one.take(() -> {
            held.countDown();
            awaitRelease();
            return true;
        }));
        Awaitility.await().until(() -> held.getCount() == 1);
        for (int i = 0; i < WAITING; i++) {
            int number = i;
            int waiting = i + 1;
            start(() -> one.take(() -> order.add(number)));
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> one.waiting() == waiting);
        }
        finish();
        assertThat(order).containsExactly(0, 1, 2, 3);
    }

    @Test
    void theNextIsRefusedWhereTooManyWaitButNotWhoHasBegun() throws Exception {
        holdAll();
        for (int i = 0; i < WAITING; i++) {
            start(() -> turns.take(() -> true));
        }
        awaitWaiting(WAITING);
        assertThatThrownBy(() -> turns.take(() -> true))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem().status()).isEqualTo(503));
        start(() -> turns.takeAgain(() -> true));
        awaitWaiting(WAITING + 1);
        finish();
        assertThat(turns.take(() -> true)).isTrue();
    }

    @Test
    void aQuestionThatFailsGivesItsTurnBack() {
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> turns.take(() -> {
                        throw new IllegalStateException("it failed");
                    }))
                    .hasMessage("it failed");
        }
        assertThat(turns.take(() -> true)).isTrue();
    }
}
