package app.grapevine.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.grapevine.base.RefusedException.Reason;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FaultTest {
    @ParameterizedTest
    @EnumSource(FaultCode.class)
    void aCodeIsAWordForProgramsAndHasWordsForPeople(FaultCode code) {
        assertThat(code.label()).matches("[a-z]+(-[a-z0-9]+)*");
        assertThat(code.words()).isNotBlank().doesNotEndWith(".");
    }

    @Test
    void noTwoCodesSayTheSame() {
        assertThat(FaultCode.values()).extracting(FaultCode::words).doesNotHaveDuplicates();
    }

    @Test
    void aMessageHasItsValuesInTheirPlaces() {
        assertThat(new Fault("title", FaultCode.TOO_LONG, Map.of("most", 2048)).message())
                .isEqualTo("must have at most 2,048 characters");
        assertThat(new Fault("limit", FaultCode.OUT_OF_RANGE, Map.of("least", 1, "most", 10_000)).message())
                .isEqualTo("must be a whole number from 1 to 10000");
        assertThat(new Fault("by", FaultCode.UNKNOWN_DIMENSION, Map.of("word", "$1{known}", "known", "tier")).message())
                .isEqualTo("\"$1{known}\" is not a dimension; there are tier");
    }

    @Test
    void valuesAreThoseOfTheCodeAndInItsOrder() {
        assertThat(new Fault("limit", FaultCode.OUT_OF_RANGE, Map.of("most", 2, "least", 1))
                        .values()
                        .keySet())
                .containsExactly("least", "most");
        assertThatThrownBy(() -> new Fault("limit", FaultCode.TOO_LONG)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> new Fault("limit", FaultCode.MISSING, Map.of("most", 2)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void allFaultsAreToldAtOnceButNotWithoutEnd() {
        Faults faults = new Faults();
        faults.refuseIfAny();
        for (int i = 0; i < 1000; i++) {
            faults.add("tags[" + i + "]", FaultCode.EMPTY);
        }
        RefusedException refused = catchThrowableOfType(RefusedException.class, faults::refuseIfAny);
        assertThat(refused.reason()).isEqualTo(Reason.INVALID);
        assertThat(refused.faults()).hasSize(50);
        assertThat(refused).hasMessageStartingWith("tags[0] must not be empty; tags[1] must");
    }

    @Test
    void fieldsOfARefusalCanHaveOtherNamesForWhoAsked() {
        RefusedException refused =
                RefusedException.invalid("password", FaultCode.MISSING).renamed(field -> "new");
        assertThat(refused.faults()).containsExactly(new Fault("new", FaultCode.MISSING));
        assertThat(refused).hasMessage("new must be given");
        RefusedException taken =
                new RefusedException(Reason.TAKEN, "Another has it.", List.of(new Fault("name", FaultCode.TAKEN)));
        assertThat(taken.renamed(field -> "NAME").reason()).isEqualTo(Reason.TAKEN);
        assertThat(taken.renamed(field -> "NAME")).hasMessage("Another has it.");
    }

    @Test
    void aTextThatCannotBeKeptIsAFaultThatNamesTheCharacter() {
        Faults faults = new Faults();
        assertThat(faults.line("a", " one ", 3)).isEqualTo("one");
        assertThat(faults.line("a", " \t ", 3)).isNull();
        assertThat(faults.prose("a", "one\r\ntwo", 10)).isEqualTo("one\ntwo");
        assertThat(faults.all()).isEmpty();
        assertThat(faults.line("a", "one\ntwo", 10)).isNull();
        assertThat(faults.prose("b", "half \ud800 a pair", 100)).isNull();
        assertThat(faults.line("c", "four", 3)).isNull();
        assertThat(faults.all())
                .extracting(fault -> fault.field() + " " + fault.message())
                .containsExactly(
                        "a must not contain the character U+000A",
                        "b must not contain the character U+D800",
                        "c must have at most 3 characters");
    }
}
