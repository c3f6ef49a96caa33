package app.grapevine.visits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class WantedSequencesTest {
    @Test
    void whatIsWantedIsFoundAndNothingElse() {
        WantedSequences near = new WantedSequences(List.of(1000L, 1003L, 1064L));
        assertThat(LongStream.range(900, 1200).filter(near)).containsExactly(1000L, 1003L, 1064L);
        assertThat(near.test(Long.MIN_VALUE)).isFalse();
        assertThat(near.test(Long.MAX_VALUE)).isFalse();
    }

    @Test
    void theSameWhereTheyAreFarApart() {
        WantedSequences far = new WantedSequences(List.of(1L, 1L << 40, (1L << 40) + 2));
        assertThat(LongStream.of(0, 1, 2, 1L << 24, 1L << 40, (1L << 40) + 1, (1L << 40) + 2, (1L << 40) + 3)
                        .filter(far))
                .containsExactly(1L, 1L << 40, (1L << 40) + 2);
    }

    @Test
    void ofNothingNothing() {
        WantedSequences none = new WantedSequences(List.of());
        assertThat(none.isEmpty()).isTrue();
        assertThat(none.test(0)).isFalse();
    }
}
