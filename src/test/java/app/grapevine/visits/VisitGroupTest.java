package app.grapevine.visits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.grapevine.base.PackedInput;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class VisitGroupTest {
    private static List<ClickRow> sorted(int count, int links) {
        return new RandomRows(count, 7)
                .next(count, links).stream()
                        .sorted(Comparator.comparingLong(
                                        (ClickRow row) -> row.click().linkId())
                                .thenComparingLong(row -> row.click().atMillis())
                                .thenComparingLong(row -> row.click().sequence()))
                        .toList();
    }

    @Test
    void whatIsPackedIsUnpackedAsItWas() {
        for (int count : new int[] {1, 2, 17, 300, 2048}) {
            List<ClickRow> rows = sorted(count, 40);
            assertThat(VisitGroup.decode(VisitGroupWriter.write(rows), 7, null))
                    .as("%d visits", count)
                    .isEqualTo(rows);
        }
    }

    @Test
    void theVisitsOfSomeLinksAreFoundAlone() {
        List<ClickRow> rows = sorted(500, 30);
        byte[] content = VisitGroupWriter.write(rows);
        Set<Long> links = Set.of(3L, 9L, 4711L);
        assertThat(VisitGroup.decode(content, 7, links))
                .isEqualTo(rows.stream()
                        .filter(row -> links.contains(row.click().linkId()))
                        .toList())
                .isNotEmpty();
        assertThat(VisitGroup.holds(content, links)).isTrue();
        assertThat(VisitGroup.holds(content, Set.of(4711L))).isFalse();
    }

    @Test
    void singleVisitsAreFoundByTheirSequences() {
        List<ClickRow> rows = sorted(500, 30);
        byte[] content = VisitGroupWriter.write(rows);
        Set<Long> wanted = new Random(3)
                .ints(40, 0, rows.size())
                .mapToObj(i -> rows.get(i).click().sequence())
                .collect(Collectors.toSet());
        List<Click> found = rows.stream()
                .map(ClickRow::click)
                .filter(click -> wanted.contains(click.sequence()))
                .toList();
        assertThat(VisitGroup.find(content, 7, null, wanted::contains)).isEqualTo(found);
        Set<Long> links =
                Set.of(found.get(0).linkId(), found.get(found.size() - 1).linkId());
        assertThat(VisitGroup.find(content, 7, links, wanted::contains))
                .isEqualTo(found.stream()
                        .filter(click -> links.contains(click.linkId()))
                        .toList())
                .isNotEmpty();
        assertThat(VisitGroup.find(content, 7, null, sequence -> false)).isEmpty();
    }

    @Test
    void aVisitTakesAFewBytes() {
        assertThat(VisitGroupWriter.write(sorted(2048, 40)).length / 2048).isLessThan(25);
    }

    @Test
    void damageIsSaidAndNotReadAsVisits() {
        byte[] content = VisitGroupWriter.write(sorted(200, 10));
        assertThatThrownBy(() -> VisitGroup.decode(Arrays.copyOf(content, content.length - 40), 7, null))
                .isInstanceOf(IllegalStateException.class);
        byte[] other = content.clone();
        other[0] = 9;
        assertThatThrownBy(() -> VisitGroup.holds(other, Set.of(1L)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("version 9");
        Random random = new Random(1);
        for (int i = 0; i < 300; i++) {
            byte[] damaged = content.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                VisitGroup.decode(damaged, 7, null);
            } catch (IllegalStateException | IllegalArgumentException e) {
                // Named, and no more than that.
            }
        }
    }

    /** The column of rules is the last, and has a byte of zero for each visit without one. */
    @Test
    void aGroupOfTheVersionBeforeRulesIsRead() {
        List<ClickRow> rows = sorted(300, 10).stream()
                .filter(row -> row.click().rule() == null)
                .toList();
        byte[] content = VisitGroupWriter.write(rows);
        PackedInput in = new PackedInput(content);
        in.number();
        in.number();
        for (long links = in.number(); links > 0; links--) {
            in.number();
            in.number();
        }
        byte[] body = Deflated.inflate(content, in.position());
        byte[] head = Arrays.copyOf(content, in.position());
        head[0] = 2;
        byte[] before = Deflated.deflate(head, Arrays.copyOf(body, body.length - rows.size()));
        assertThat(VisitGroup.decode(before, 7, null)).isEqualTo(rows).isNotEmpty();
        assertThat(VisitGroup.find(before, 7, null, sequence -> true))
                .isEqualTo(rows.stream().map(ClickRow::click).toList());
    }
}
