package app.grapevine.security;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.base.Faults;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkPasswordsTest {
    @ParameterizedTest
    @CsvSource({
        "sesame, sesame, true",
        "sesame, ' sesame ', true",
        "'  sesame', sesame, true",
        "sesame, se\u200bsame, true",
        "caf\u00e9 au lait, cafe\u0301 au lait, true",
        "sesame, Sesame, false",
        "sesame, sesame1, false",
        "sesame, '', false",
        "open sesame, opensesame, false"
    })
    void aPasswordIsTheSameWithoutWhatNobodySees(String set, String given, boolean same) {
        assertThat(LinkPasswords.matches(given, LinkPasswords.hash(set))).isEqualTo(same);
    }

    /** More than may wait for a turn of their own. */
    @Test
    void aCrowdThatGivesTheRightOneAtOnceIsLetIn() throws Exception {
        String hash = LinkPasswords.hash("sesame");
        int crowd = 60;
        CyclicBarrier together = new CyclicBarrier(crowd);
        ExecutorService people = Executors.newFixedThreadPool(crowd);
        try {
            List<Callable<Boolean>> tries = Collections.nCopies(crowd, () -> {
                together.await();
                return LinkPasswords.matches(" sesame", hash);
            });
            for (Future<Boolean> one : people.invokeAll(tries)) {
                assertThat(one.get()).isTrue();
            }
        } finally {
            people.shutdownNow();
        }
    }

    @Test
    void whatWasRightForALinkIsRightForNoOtherPassword() {
        String before = LinkPasswords.hash("sesame");
        assertThat(LinkPasswords.matches("sesame", before)).isTrue();
        assertThat(LinkPasswords.matches("sesame", before))
                .as("as it is remembered")
                .isTrue();
        assertThat(LinkPasswords.matches("sesame2", before)).isFalse();
        assertThat(LinkPasswords.matches("sesame", LinkPasswords.hash("another")))
                .as("once it was changed")
                .isFalse();
    }

    @Test
    void itIsHashedLikeAnAccounts() {
        assertThat(LinkPasswords.hash("sesame")).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    }

    @Test
    void itsLengthIsCountedInCharactersThatPeopleSee() {
        String grape = "\uD83C\uDF47";
        String family = "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67";
        assertThat(fault(grape.repeat(5))).contains("6 to 128");
        assertThat(fault(family.repeat(5))).contains("6 to 128");
        assertThat(fault(grape.repeat(6))).isEmpty();
        assertThat(fault(family.repeat(128))).isEmpty();
        assertThat(fault("a".repeat(129))).contains("6 to 128");
        assertThat(fault("      ")).contains("6 to 128");
        assertThat(fault("ses\u0007ame")).contains("U+0007");
    }

    private static String fault(String password) {
        Faults faults = new Faults();
        boolean fit = LinkPasswords.isFit(faults, "password", password);
        assertThat(faults.all().isEmpty()).isEqualTo(fit);
        return faults.all().isEmpty() ? "" : faults.all().get(0).message();
    }
}
