package app.grapevine.returns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** The intervals, compared with those of a statistics package: each file says which, its version, and by what call. */
class StatisticsTest {
    private static final Offset<Double> EXACTLY = within(1e-9);

    @ParameterizedTest
    @CsvFileSource(resources = "/returns/normal.csv", useHeadersInDisplayName = true)
    void theNormalDistribution(double x, double below) {
        assertThat(Normal.below(x)).isCloseTo(below, within(1e-15 + below * 1e-12));
        if (below > 1e-300 && below < 0.999) {
            assertThat(Normal.quantile(below)).isCloseTo(x, EXACTLY);
        }
    }

    @Test
    void theBoundOfNinetyFivePercentIsItsQuantile() {
        assertThat(Normal.quantile(0.975)).isCloseTo(Normal.Z95, within(1e-12));
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/returns/wilson.csv", useHeadersInDisplayName = true)
    void aShare(long hits, long of, double low, double high) {
        Bounds interval = new Proportion(hits, of).interval().orElseThrow();
        assertThat(interval.low()).isCloseTo(low, EXACTLY);
        assertThat(interval.high()).isCloseTo(high, EXACTLY);
        assertThat(interval.low()).isLessThanOrEqualTo((double) hits / of);
        assertThat(interval.high()).isGreaterThanOrEqualTo((double) hits / of);
    }

    @Test
    void aShareOfNobodyHasNoInterval() {
        assertThat(new Proportion(0, 0).interval()).isEmpty();
        assertThat(Proportion.find(0, 0)).isEmpty();
        assertThat(Proportion.find(3, 2)).isEmpty();
        assertThat(Proportion.find(2, 2)).contains(new Proportion(2, 2));
        assertThatThrownBy(() -> new Proportion(3, 2)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nobodyAndEverybodyAreAtTheEndsExactly() {
        for (long of : new long[] {1, 7, 1000, 1_000_000_007L}) {
            assertThat(new Proportion(0, of).interval().orElseThrow().low()).isZero();
            assertThat(new Proportion(of, of).interval().orElseThrow().high()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/returns/newcombe.csv", useHeadersInDisplayName = true)
    void theDifferenceOfTwoShares(long hits, long of, long baseHits, long baseOf, double low, double high) {
        Comparison comparison = compare(hits, of, baseHits, baseOf);
        assertThat(comparison.differenceInterval().low()).isCloseTo(low, EXACTLY);
        assertThat(comparison.differenceInterval().high()).isCloseTo(high, EXACTLY);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/returns/koopman.csv", useHeadersInDisplayName = true)
    void theRatioOfTwoShares(long hits, long of, long baseHits, long baseOf, double low, double high) {
        Bounds interval = compare(hits, of, baseHits, baseOf).ratioInterval().orElseThrow();
        assertThat(interval.low()).isCloseTo(low, within(low * 1e-6));
        assertThat(interval.high()).isCloseTo(high, within(high * 1e-6));
    }

    private static Comparison compare(long hits, long of, long baseHits, long baseOf) {
        return new Comparison(new Proportion(hits, of), new Proportion(baseHits, baseOf));
    }

    /** Turned round, the ratio is its inverse: so where one of both is 0 the other end is tested too. */
    @ParameterizedTest
    @CsvSource({"0,50,10,50", "56,70,48,80", "3,5,400,1000", "0,1,1,1", "0,100000,1,100000"})
    void theRatioTheOtherWayRoundIsItsInverse(long hits, long of, long baseHits, long baseOf) {
        Bounds one = compare(hits, of, baseHits, baseOf).ratioInterval().orElseThrow();
        Bounds other = compare(baseHits, baseOf, hits, of).ratioInterval().orElseThrow();
        assertThat(other.low()).isCloseTo(1 / one.high(), within(1e-9 / one.high()));
        if (hits == 0) {
            assertThat(one.low()).isZero();
            assertThat(other.high()).isInfinite();
        } else {
            assertThat(other.high()).isCloseTo(1 / one.low(), within(1e-9 / one.low()));
        }
    }

    @Test
    void whereNobodyDidItNoRatioIsExcluded() {
        Comparison nobody = compare(0, 10, 0, 20);
        assertThat(nobody.ratio()).isEmpty();
        assertThat(nobody.ratioInterval()).isEmpty();
        assertThat(nobody.differenceInterval().low()).isNegative();
        assertThat(nobody.differenceInterval().high()).isPositive();
    }

    /** The package finds no lower end there. What is likeliest of the other is all of it, so the ends are those of Wilson. */
    @Test
    void whereAllOfBothDidItTheRatioIsOne() {
        Bounds interval = compare(10, 10, 20, 20).ratioInterval().orElseThrow();
        assertThat(interval.low())
                .isCloseTo(new Proportion(10, 10).interval().orElseThrow().low(), EXACTLY);
        assertThat(interval.high())
                .isCloseTo(1 / new Proportion(20, 20).interval().orElseThrow().low(), EXACTLY);
    }

    @Test
    void thereIsNothingToCompareWithNobody() {
        assertThatThrownBy(() -> compare(0, 0, 1, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> compare(1, 2, 0, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/returns/poisson.csv", useHeadersInDisplayName = true)
    void theRatioOfTwoCounts(long during, long before, double low, double high) {
        Bounds interval = new CountComparison(during, before).ratioInterval().orElseThrow();
        assertThat(interval.low()).isCloseTo(low, within(low * 1e-6));
        assertThat(interval.high()).isCloseTo(high, within(high * 1e-6));
    }

    @Test
    void countsOfNothingHaveNoRatio() {
        assertThat(new CountComparison(0, 0).ratioInterval()).isEmpty();
        assertThat(new CountComparison(5, 0).ratio()).isEmpty();
        assertThat(new CountComparison(5, 0).ratioInterval().orElseThrow().high())
                .isInfinite();
        assertThat(new CountComparison(0, 5).ratioInterval().orElseThrow().low())
                .isZero();
    }

    /** Both draw at random: they agree to a twentieth of the interval's width, or to the step from one mean to the next. */
    @ParameterizedTest
    @CsvFileSource(resources = "/returns/bca.csv", useHeadersInDisplayName = true, maxCharsPerColumn = 10_000)
    void theMeanOfCounts(String list, double low, double high) {
        MeanOfCounts counts = of(list);
        Bounds interval = counts.interval().orElseThrow();
        Offset<Double> near = within(Math.max((high - low) / 20, 1.0 / counts.size()));
        assertThat(interval.low()).isCloseTo(low, near);
        assertThat(interval.high()).isCloseTo(high, near);
    }

    private static MeanOfCounts of(String list) {
        return new MeanOfCounts(
                Arrays.stream(list.split(" ")).mapToLong(Long::parseLong).toArray());
    }

    @Test
    void theSameCountsHaveTheSameIntervalInWhateverOrder() {
        assertThat(of("0 0 1 2 5 1 0 3").interval())
                .isEqualTo(of("5 3 2 1 1 0 0 0").interval());
    }

    @Test
    void countsThatSayNothingOfHowMuchTheyVaryHaveNoInterval() {
        assertThat(new MeanOfCounts(new long[0]).mean()).isEmpty();
        assertThat(new MeanOfCounts(new long[0]).interval()).isEmpty();
        assertThat(of("4").mean()).contains(4.0);
        assertThat(of("4").interval()).isEmpty();
        assertThat(of("2 2 2 2").interval()).isEmpty();
        assertThatThrownBy(() -> of("1 -1")).isInstanceOf(IllegalArgumentException.class);
    }

    /** Where the way to the interval changes, the interval does not. */
    @Test
    void ofVeryManyItIsTheSameWithoutDrawing() {
        int most = MeanOfCounts.MOST_DRAWN;
        Bounds drawn = new MeanOfCounts(many(most)).interval().orElseThrow();
        Bounds computed = new MeanOfCounts(many(most + 1)).interval().orElseThrow();
        Offset<Double> near = within((drawn.high() - drawn.low()) / 15);
        assertThat(computed.low()).isCloseTo(drawn.low(), near);
        assertThat(computed.high()).isCloseTo(drawn.high(), near);
    }

    private static long[] many(int size) {
        return IntStream.range(0, size)
                .mapToLong(i -> i % 10 == 0 ? i / 10 % 17 : i % 1000 == 1 ? 300 : 0)
                .toArray();
    }

    @ParameterizedTest
    @CsvSource({"0,1000,true", "19,1000,true", "20,1000,false", "20,30,false", "20,29,true", "0,0,true"})
    void fewAreCalledSo(long hits, long of, boolean small) {
        assertThat(new Proportion(hits, of).isSmall()).isEqualTo(small);
    }

    @Test
    void aComparisonWithFewIsOne() {
        assertThat(compare(100, 1000, 19, 1000).isSmall()).isTrue();
        assertThat(compare(100, 1000, 20, 1000).isSmall()).isFalse();
        assertThat(new CountComparison(100, 19).isSmall()).isTrue();
        assertThat(of("1 2 3").isSmall()).isTrue();
    }
}
