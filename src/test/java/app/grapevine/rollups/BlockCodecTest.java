package app.grapevine.rollups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BlockCodecTest {
    private static final Facet WHATSAPP = new Facet(FacetGroup.MAIN, "whatsapp", null, "private", "observed", null);
    private static final Facet GERMANY =
            new Facet(FacetGroup.PLACE, "whatsapp", null, "private", "observed", "DE", "de");

    @Test
    void whatIsWrittenIsRead() {
        Block block = new Block();
        block.add(WHATSAPP, 0, Measure.CLICKS, 1);
        block.add(WHATSAPP, 15, Measure.SHARES, Long.MAX_VALUE / 4);
        block.add(GERMANY, 7, Measure.VISITORS, -3);
        assertThat(BlockMerge.decode(BlockMerge.encode(block))).hasToString(block.toString());
    }

    @Test
    void noCountsAreNoBytes() {
        Block block = new Block();
        block.add(WHATSAPP, 3, Measure.CLICKS, 2);
        byte[] stored = BlockMerge.encode(block);
        Block back = new Block();
        back.add(WHATSAPP, 3, Measure.CLICKS, -2);
        assertThat(BlockMerge.merge(stored, back)).isEmpty();
        assertThat(BlockMerge.encode(new Block())).isEmpty();
        assertThat(BlockMerge.decode(new byte[0]).counts()).isEmpty();
    }

    @Test
    void addingInStepsIsAddingAtOnce() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            Block whole = new Block();
            byte[] stored = new byte[0];
            for (int step = 0; step < 5; step++) {
                Block change = new Block();
                for (int i = random.nextInt(20); i > 0; i--) {
                    Facet facet = facet(random);
                    int quarter = random.nextInt(Block.QUARTERS);
                    Measure measure = Measure.values()[random.nextInt(Measure.COUNT)];
                    long count = 1 + random.nextInt(random.nextBoolean() ? 3 : 1_000_000_000);
                    whole.add(facet, quarter, measure, count);
                    change.add(facet, quarter, measure, count);
                }
                stored = BlockMerge.merge(stored, change);
            }
            assertThat(BlockMerge.decode(stored)).hasToString(whole.toString());
        }
    }

    private static Facet facet(Random random) {
        String odd = random.nextBoolean() ? null : "é\u0000 " + random.nextInt(300);
        return switch (random.nextInt(4)) {
            case 0 -> new Facet(FacetGroup.MAIN, odd, "x", "public", null, null);
            case 1 -> new Facet(FacetGroup.PLATFORM, odd, "x", "public", null, "mobile", "ios", "safari");
            case 2 -> new Facet(FacetGroup.PLACE, odd, "x", "public", null, null, "de");
            default -> new Facet(FacetGroup.SOURCE, odd, "x", "public", null, odd);
        };
    }

    @Test
    void damageIsSaidAndNotCounted() {
        Block block = new Block();
        block.add(GERMANY, 7, Measure.VISITORS, 3);
        byte[] stored = BlockMerge.encode(block);
        for (int length = 1; length < stored.length; length++) {
            byte[] cut = Arrays.copyOf(stored, length);
            assertThatThrownBy(() -> BlockMerge.decode(cut)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> BlockMerge.merge(cut, block)).isInstanceOf(IllegalStateException.class);
        }
        stored[0] = 9;
        assertThatThrownBy(() -> BlockMerge.decode(stored)).hasMessageContaining("unknown version 9");
    }
}
