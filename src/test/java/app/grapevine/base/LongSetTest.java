package app.grapevine.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class LongSetTest {
    @Test
    void itHoldsWhatWasAddedAndNothingElse() {
        Random random = new Random(5);
        LongSet set = new LongSet();
        TreeSet<Long> model = new TreeSet<>();
        for (int i = 0; i < 20_000; i++) {
            // Few in the low bits, so that places are taken; and 0 and negative ones among them.
            long number = i % 50 == 0 ? random.nextInt(5) - 2 : random.nextLong() << 40 | random.nextInt(3000);
            assertThat(set.contains(number)).isEqualTo(model.contains(number));
            assertThat(set.add(number)).isEqualTo(model.add(number));
            assertThat(set.contains(number)).isTrue();
        }
        assertThat(set.size()).isEqualTo(model.size());
        assertThat(set.sorted())
                .containsExactly(model.stream().mapToLong(Long::longValue).toArray());
    }
}
