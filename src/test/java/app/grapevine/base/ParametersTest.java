package app.grapevine.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParametersTest {
    private static final Map<String, Integer> SIZES = Map.of("small", 1, "large", 2);

    @Test
    void parametersAreReadByTheirNames() {
        Parameters parameters = new Parameters(Map.of(
                "limit",
                List.of("7"),
                "size",
                List.of("large"),
                "deep",
                List.of("true"),
                "tag",
                List.of("a", "", "b")));
        assertThat(parameters.number("limit", 1, 10, 5)).isEqualTo(7);
        assertThat(parameters.choice("size", SIZES)).isEqualTo(2);
        assertThat(parameters.flag("deep", false)).isTrue();
        assertThat(parameters.all("tag")).containsExactly("a", "b");
        parameters.finish();
    }

    @Test
    void whatIsAbsentOrEmptyIsWhatItUsuallyIs() {
        Parameters parameters = new Parameters(Map.of("limit", List.of(""), "size", List.of("")));
        assertThat(parameters.number("limit", 1, 10, 5)).isEqualTo(5);
        assertThat(parameters.number("margin", 1, 10)).isNull();
        assertThat(parameters.choice("size", SIZES)).isNull();
        assertThat(parameters.flag("deep", true)).isTrue();
        assertThat(parameters.single("tag")).isNull();
        parameters.finish();
    }

    @Test
    void allThatIsWrongIsToldAtOnce() {
        Map<String, List<String>> given = new LinkedHashMap<>();
        given.put("colour", List.of("red"));
        given.put("limit", List.of("11"));
        given.put("margin", List.of("many"));
        given.put("size", List.of("huge"));
        given.put("deep", List.of("yes"));
        given.put("tag", List.of("a", "b"));
        Parameters parameters = new Parameters(given);
        assertThat(parameters.number("limit", 1, 10, 5)).isEqualTo(5);
        assertThat(parameters.number("margin", 0, 4)).isNull();
        assertThat(parameters.choice("size", SIZES)).isNull();
        assertThat(parameters.flag("deep", false)).isFalse();
        assertThat(parameters.single("tag")).isEqualTo("a");
        RefusedException refused = catchThrowableOfType(RefusedException.class, parameters::finish);
        assertThat(refused.faults())
                .extracting(fault -> fault.field() + " " + fault.code().label() + ": " + fault.message())
                .containsExactly(
                        "limit out-of-range: must be a whole number from 1 to 10",
                        "margin out-of-range: must be a whole number from 0 to 4",
                        "size not-one-of: must be one of large, small",
                        "deep not-a-boolean: must be true or false",
                        "tag repeated: must be given once",
                        "colour unknown-parameter: is not a parameter here;"
                                + " there are limit, margin, size, deep, tag");
    }

    @Test
    void whereThereAreNoParametersAnyIsRefused() {
        Parameters parameters = new Parameters(Map.of("limit", List.of("")));
        assertThat(catchThrowableOfType(RefusedException.class, parameters::finish))
                .hasMessage("limit is not a parameter here; there are none");
    }
}
