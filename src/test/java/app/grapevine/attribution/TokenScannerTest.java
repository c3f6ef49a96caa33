package app.grapevine.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenScannerTest {
    @ParameterizedTest
    @CsvSource(
            delimiterString = " ~ ",
            value = {
                "Line/ ~ Safari Line/7.3 ~ true",
                "Line/ ~ Online/7.3 ~ false",
                "Snapchat# ~ Safari/537.36Snapchat11.59 ~ true",
                "Snapchat# ~ Snapchat for people ~ false",
                "bot ~ my bot, 2 ~ true",
                "bot ~ robot ~ false",
                "*bot ~ robot ~ true",
                "*bot ~ bottle ~ false",
                "*crawl* ~ WebCrawler/1 ~ true",
                "^WhatsApp ~ WhatsApp/2.1 A ~ true",
                "^WhatsApp ~ Mozilla WhatsApp/2.1 ~ false",
                "=WhatsApp/2 ~ whatsapp/2 ~ true",
                "=WhatsApp/2 ~ WhatsApp/2.1 ~ false",
                "FB4A !IABMV/ ~ [FB4A;FBAV/1;] ~ true",
                "FB4A !IABMV/ ~ [FB4A;FBAV/1;IABMV/1;] ~ false",
                "@ ~ write to robot@mail.example.com ~ true",
                "@ ~ (Ecosia ios@9.2.3.1367) ~ false",
                "@ ~ en_IR@calendar=gregorian; ~ false"
            })
    void aTokenIsFoundWhereAppsPutIt(String token, String text, boolean found) {
        TokenScanner scanner = new TokenScanner(List.of(Token.parse(token)));

        assertThat(scanner.scan(text).count > 0).isEqualTo(found);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "#", "^", "=", "**", "x", "a\u0007b", "caf\u00e9"})
    void aTokenThatSaysTooLittleIsRefused(String token) {
        assertThatThrownBy(() -> Token.parse(token)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void onePassFindsWhatManySearchesFind() {
        Random random = new Random(7);
        List<Token> tokens = IntStream.range(0, 60)
                .mapToObj(i -> Token.parse("*" + word(random, 2 + random.nextInt(4)) + "*"))
                .distinct()
                .toList();
        TokenScanner scanner = new TokenScanner(tokens);
        for (int round = 0; round < 500; round++) {
            String text = word(random, random.nextInt(60));

            assertThat(found(scanner.scan(text), tokens)).containsExactlyInAnyOrderElementsOf(naive(text, tokens));
        }
    }

    private static String word(Random random, int length) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < length; i++) {
            word.append("abC/".charAt(random.nextInt(4)));
        }
        return word.toString();
    }

    private static List<String> found(TokenScanner.Hits hits, List<Token> tokens) {
        return IntStream.range(0, hits.count)
                .mapToObj(i -> tokens.get(hits.token[i]).text() + "@" + hits.start[i] + "-" + hits.end[i])
                .toList();
    }

    private static List<String> naive(String text, List<Token> tokens) {
        List<String> all = new ArrayList<>();
        for (Token token : tokens) {
            String lower = text.toLowerCase(Locale.ROOT);
            for (int at = lower.indexOf(token.text()); at >= 0; at = lower.indexOf(token.text(), at + 1)) {
                all.add(token.text() + "@" + at + "-" + (at + token.text().length()));
            }
        }
        return Stream.of(all).flatMap(List::stream).limit(128).toList();
    }
}
