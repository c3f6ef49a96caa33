package app.grapevine.clicks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ValueLimitsTest {
    private final ValueLimits limits = new ValueLimits();

    @Test
    void referrersBeyondTheLimitOfALinkAndDayAreOther() {
        for (int i = 0; i < ValueLimits.REFERRERS; i++) {
            assertThat(limits.referrer(1, 1, "host-" + i + ".example")).isEqualTo("host-" + i + ".example");
        }
        assertThat(limits.referrer(1, 1, "one-more.example")).isEqualTo("other");
        assertThat(limits.referrer(1, 1, "host-5.example")).isEqualTo("host-5.example");
        assertThat(limits.referrer(2, 1, "one-more.example")).isEqualTo("one-more.example");
        assertThat(limits.referrer(1, 2, "one-more.example")).isEqualTo("one-more.example");
    }

    @Test
    void languagesHaveALimitOfTheirOwn() {
        long kept = IntStream.range(0, 1000)
                .filter(i -> !limits.language(1, 1, "x" + i).equals("other"))
                .count();
        assertThat(kept).isEqualTo(ValueLimits.LANGUAGES);
        assertThat(limits.referrer(1, 1, "host.example")).isEqualTo("host.example");
    }
}
