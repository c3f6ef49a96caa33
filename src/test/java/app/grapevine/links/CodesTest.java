package app.grapevine.links;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodesTest {
    private static final long COUNT = 62L * 62 * 62 * 62 * 62 * 62 * 62;

    @Test
    void theLeastAndTheGreatestNumberMakeTheFirstAndTheLastCode() {
        Codes codes = new Codes(new Rigged(0, 61, COUNT - 1, COUNT));
        assertThat(codes.next()).isEqualTo("0000000");
        assertThat(codes.next()).isEqualTo("000000z");
        assertThat(codes.next()).isEqualTo("zzzzzzz");
        assertThat(codes.next()).isEqualTo("0000000");
    }

    @Test
    void everyCharacterIsAsLikelyAsAnyOtherInEveryPlace() {
        Codes codes = new Codes(new SecureRandom());
        int draws = 62 * 1000;
        int[][] counts = new int[Codes.LENGTH][128];
        for (int i = 0; i < draws; i++) {
            String code = codes.next();
            assertThat(code).hasSize(Codes.LENGTH);
            for (int place = 0; place < Codes.LENGTH; place++) {
                counts[place][code.charAt(place)]++;
            }
        }
        for (int[] place : counts) {
            int[] seen = Arrays.stream(place).filter(count -> count > 0).toArray();
            assertThat(seen).hasSize(62);
            // Chi-square with 61 degrees of freedom exceeds 130 once in a million draws.
            double chiSquare = Arrays.stream(seen)
                    .mapToDouble(count -> Math.pow(count - 1000.0, 2) / 1000)
                    .sum();
            assertThat(chiSquare).isLessThan(140);
        }
    }

    @Test
    void aReservedWordIsNeverDrawn() {
        Codes codes = new Codes(new Rigged(numberOf("metrics"), numberOf("SiteMap"), numberOf("Fav1con")));
        assertThat(codes.next()).isEqualTo("Fav1con");
    }

    private static long numberOf(String code) {
        String digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        long number = 0;
        for (char digit : code.toCharArray()) {
            number = number * 62 + digits.indexOf(digit);
        }
        return number;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api",
                "API",
                "Dashboard",
                "health",
                "metrics",
                "docs",
                "assets",
                "static",
                "robots",
                "favicon",
                "sitemap",
                "well-known",
                "share",
                "admin",
                "login"
            })
    void whatTheProgramsOwnPathsBeginWithIsReserved(String code) {
        assertThat(Codes.isReserved(code)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "ABC", "a-b", "___", "---", "123", "spring-2026", "apis"})
    void otherWordsAreFree(String code) {
        assertThat(Codes.isReserved(code)).isFalse();
    }
}
