package app.grapevine.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How well something fits, and which of what was found is told. */
class WantedTest {
    @ParameterizedTest(name = "{0} in {1} is {2}")
    @CsvSource({
        "press, PRESS, EXACT",
        "Press, Press May, PREFIX",
        "press, The press, WORD",
        "press, may-press, WORD",
        "press, Expression and press, WORD",
        "press, Expression, WITHIN",
        "Straße, STRASSE, EXACT",
        "'  a   b ', a b, EXACT"
    })
    void aTextFitsAsItBegins(String typed, String text, Fit fit) {
        assertThat(Wanted.of(typed).fit(text)).isEqualTo(fit);
    }

    @Test
    void theBestTextOfAThingCounts() {
        assertThat(Wanted.of("may").fit("in may", null, "May")).isEqualTo(Fit.EXACT);
        assertThat(Wanted.of("press may").fit("Press", "may")).isEqualTo(Fit.WITHIN);
    }

    @ParameterizedTest(name = "{0} may mean {1}")
    @CsvSource({
        "aZ3kP9q, aZ3kP9q",
        "https://go.example/aZ3kP9q, aZ3kP9q",
        "go.example/aZ3kP9q/?x=1#y, aZ3kP9q",
        "https://shop.example/, shop.example",
        "two words, ",
        "/, "
    })
    void anAddressIsKnownByItsCode(String typed, String code) {
        assertThat(Wanted.code(typed)).isEqualTo(code);
    }

    private static Hit hit(Kind kind, String id, Fit fit) {
        return Hit.of(kind, id, id, null, fit);
    }

    @Test
    void whatFitsBestComesFirstAndThenThatOfWhichThereIsLittle() {
        List<Hit> found = List.of(
                hit(Kind.LINK, "l1", Fit.WITHIN),
                hit(Kind.LINK, "l2", Fit.PREFIX),
                hit(Kind.TAG, "t", Fit.PREFIX),
                hit(Kind.CAMPAIGN, "c", Fit.WITHIN),
                hit(Kind.LINK, "l1", Fit.EXACT));
        assertThat(Wanted.best(found, 10, 5)).extracting(Hit::id).containsExactly("l1", "t", "l2", "c");
        assertThat(Wanted.distinct(found)).isEqualTo(4);
    }

    @Test
    void oneKindDoesNotTakeTheRoomOfAll() {
        List<Hit> found = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            found.add(hit(Kind.CAMPAIGN, "c" + i, Fit.EXACT));
        }
        found.add(hit(Kind.LINK, "l", Fit.WITHIN));
        assertThat(Wanted.best(found, 10, 5))
                .hasSize(6)
                .last()
                .extracting(Hit::id)
                .isEqualTo("l");
        assertThat(Wanted.best(found, 3, 5)).hasSize(3);
    }
}
