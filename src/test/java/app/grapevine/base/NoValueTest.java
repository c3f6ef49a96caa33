package app.grapevine.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NoValueTest {
    @Test
    void theWordIsWrittenInOneWayAlone() {
        assertThat(NoValue.is("none")).isTrue();
        assertThat(NoValue.is("None")).isFalse();
        assertThat(NoValue.is(null)).isFalse();
    }
}
