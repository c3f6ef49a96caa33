package app.grapevine.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class JobsTest {
    @Test
    void whatIsRareIsDoneSoonAfterAStartAsWell() {
        assertThat(Jobs.firstAfter(Duration.ofHours(1))).isEqualTo(Jobs.SOON).isLessThan(Duration.ofMinutes(5));
        assertThat(Jobs.firstAfter(Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aJobThatFailsIsTriedAgainAndHoldsUpNoOther() throws InterruptedException {
        List<String> done = new ArrayList<>();
        CountDownLatch twice = new CountDownLatch(2);
        try (Jobs jobs = new Jobs()) {
            jobs.every(Duration.ofMillis(1), "failing", () -> {
                twice.countDown();
                throw new IllegalStateException("on purpose");
            });
            jobs.every(Duration.ofHours(1), "another", () -> done.add("another"));
            assertThat(twice.await(30, TimeUnit.SECONDS)).isTrue();
            jobs.runAll();
        }
        assertThat(done).containsExactly("another");
    }
}
