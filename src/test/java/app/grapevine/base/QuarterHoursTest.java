package app.grapevine.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuarterHoursTest {
    @ParameterizedTest
    @CsvSource({
        "2026-03-10T12:00:00Z, 2026-03-10T12:00:00Z, 2026-03-10T12:00:00Z",
        "2026-03-10T12:14:59.999Z, 2026-03-10T12:00:00Z, 2026-03-10T12:15:00Z",
        "1969-12-31T23:59:59Z, 1969-12-31T23:45:00Z, 1970-01-01T00:00:00Z"
    })
    void aMomentLiesBetweenTheBeginsOfTwo(Instant moment, Instant floor, Instant ceiling) {
        assertThat(QuarterHours.start(QuarterHours.floor(moment))).isEqualTo(floor);
        assertThat(QuarterHours.start(QuarterHours.ceiling(moment))).isEqualTo(ceiling);
        assertThat(QuarterHours.of(moment.toEpochMilli())).isEqualTo(QuarterHours.floor(moment));
        assertThat(QuarterHours.startMillis(QuarterHours.floor(moment))).isEqualTo(floor.toEpochMilli());
    }
}
