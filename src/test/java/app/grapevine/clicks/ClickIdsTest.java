package app.grapevine.clicks;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.clicks.ClickIds.ClickKey;
import app.grapevine.journal.Sequences;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClickIdsTest {
    private final ClickIds ids = new ClickIds("a key of 16 byte".getBytes(java.nio.charset.StandardCharsets.US_ASCII));

    @Test
    void anIdComesBackAsWhatItStandsFor() {
        Random random = new Random(1);
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 20_000; i++) {
            ClickKey key = new ClickKey(1 + random.nextLong(Long.MAX_VALUE), Sequences.of(1 + i % 3, i + 1));
            String id = ids.encode(key.node(), key.sequence());
            assertThat(id).hasSize(ClickIds.LENGTH).matches("[0-9A-Za-z]+");
            assertThat(ids.decode(id)).contains(key);
            seen.add(id);
        }
        assertThat(seen).hasSize(20_000);
    }

    @Test
    void neighboursHaveNothingInCommon() {
        String one = ids.encode(1, 1);
        String two = ids.encode(1, 2);
        long equal = java.util.stream.IntStream.range(0, one.length())
                .filter(i -> one.charAt(i) == two.charAt(i))
                .count();
        assertThat(equal).isLessThan(5);
    }

    @Test
    void anotherKeyReadsNothingOfIt() {
        ClickIds other = new ClickIds(new byte[16]);
        String id = ids.encode(5, 6);
        assertThat(other.decode(id)).isNotEqualTo(java.util.Optional.of(new ClickKey(5, 6)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "0000000000000000000000",
                "zzzzzzzzzzzzzzzzzzzzzz",
                "000000000000000000000-",
                "00000000000000000000\u00000",
                "00000000000000000000\u6f220",
                "00000000000000000000000"
            })
    void whatIsNoIdStandsForNothing(String id) {
        assertThat(ids.decode(id)
                        .filter(key -> ids.encode(key.node(), key.sequence()).equals(id)))
                .isEqualTo(ids.decode(id));
        if (id.length() != ClickIds.LENGTH || !id.matches("[0-9A-Za-z]*")) {
            assertThat(ids.decode(id)).isEmpty();
        }
    }
}
