package app.grapevine.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AppendedMarksTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "Chrome/120.0.0.0 Safari/537.36 > Chrome/120.0.0.0 Safari/537.36",
                "Safari/537.36 ||| ReqID 5f1e0b07 > Safari/537.36",
                "Safari/537.36|||  ReqID 5f1e0b07 > Safari/537.36|||  ReqID 5f1e0b07",
                "Safari/537.36||| ReqID 5f1e0b07 > Safari/537.36",
                "Safari/537.36 [ip:192.0.2.1] > Safari/537.36",
                "Safari/537.36[IP:192.0.2.1:80] > Safari/537.36",
                "Safari/537.36 [ip:2001:db8::1] OPR/99 > Safari/537.36 OPR/99",
                "Safari/537.36 [ip:192.0.2.1, 192.0.2.2] > Safari/537.36",
                "Safari/537.36 [ip:192.0.2.1 > Safari/537.36",
                "Safari/537.36 [ip:192.0.2.1] [ip:192.0.2.2] ||| ReqID [ip:192.0.2.3] > Safari/537.36",
                "Safari/537.36 [FBAN/FBIOS;FBAV/438.0.0] > Safari/537.36 [FBAN/FBIOS;FBAV/438.0.0]",
                "[ip: > ''",
            })
    void nothingStaysOfWhatNetworksAppend(String sent, String kept) {
        assertThat(AppendedMarks.takenFrom(sent)).isEqualTo(kept);
    }
}
