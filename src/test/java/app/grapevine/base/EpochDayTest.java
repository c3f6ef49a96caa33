package app.grapevine.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EpochDayTest {
    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00Z, 1970-01-01",
        "1969-12-31T23:59:59.999Z, 1969-12-31",
        "2026-03-10T23:59:59.999Z, 2026-03-10",
        "2026-03-11T00:00:00Z, 2026-03-11"
    })
    void aMomentIsOfTheDayThatUtcHas(Instant moment, LocalDate day) {
        assertThat(EpochDay.of(moment.toEpochMilli())).isEqualTo(day.toEpochDay());
    }

    @Test
    void aDayBeginsAtMidnight() {
        long day = LocalDate.parse("2026-03-10").toEpochDay();
        assertThat(Instant.ofEpochMilli(EpochDay.start(day))).isEqualTo("2026-03-10T00:00:00Z");
    }
}
