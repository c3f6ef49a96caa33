package app.grapevine.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommonPasswordsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "password123",
                "P@ssw0rd1234",
                "qwertyuiop",
                "1234567890",
                "aaaaaaaaaaaa",
                "abcdefghijkl",
                "iloveyou2024",
                "Grapevine123",
                "grapevine-admin",
                "Links!Share!Links",
                "Marketing2026",
                "anna.bianchi",
                "Anna Bianchi 1",
                "bianchi2026",
                "zaq12wsxcde3",
                "11.05.1987"
            })
    void whatIsTriedFirstIsKnown(String password) {
        assertThat(CommonPasswords.isTriedFirst(password, "Anna Bianchi")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "velvet harbour tidy lantern",
                "K7#pw!vQz2Lm",
                "kürbis lampe neun otter",
                "zgNXl2IQ5bSWvOAd",
                "\u5bd2\u3044\u671d\u306e\u92fc\u9244\u306e\u8776\u304c\u98db\u3076"
            })
    void whatIsNotIsTaken(String password) {
        assertThat(CommonPasswords.isTriedFirst(password, "Anna Bianchi")).isFalse();
    }

    @Test
    void theNameCountsForTheAccountThatHasIt() {
        assertThat(CommonPasswords.isTriedFirst("Zdravkovska11", "Zdravkovska")).isTrue();
        assertThat(CommonPasswords.isTriedFirst("Zdravkovska11", "Ben")).isFalse();
    }

    @Test
    void aLongOneTakesNoLongerThanItMay() {
        String hostile = "p@ssw0rd1!".repeat(20);
        Assertions.assertTimeout(
                Duration.ofSeconds(5), () -> CommonPasswords.isTriedFirst(hostile, "p@ssw0rd ".repeat(11)));
    }
}
