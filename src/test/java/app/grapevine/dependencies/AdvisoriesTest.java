package app.grapevine.dependencies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** No library of the program has a weakness that the list in the repository knows; needs no network. */
class AdvisoriesTest {
    @Test
    void noLibraryIsOneThatAnAdvisoryNames() throws IOException {
        Advisories advisories = Advisories.read();
        assertThat(advisories.against(Component.ofTheProgramWithParts()))
                .as("what %s says as of %s", Advisories.FILE, advisories.asOf())
                .isEmpty();
    }

    @Test
    void theTreeHasWhatTheProgramRunsWith() throws IOException {
        assertThat(Component.ofTheProgram())
                .extracting(Component::name)
                .contains("io.javalin:javalin", "org.eclipse.jetty:jetty-http", "com.h2database:h2")
                .doesNotContain("org.assertj:assertj-core");
    }

    @Test
    void whatAJarIsMadeOfIsAskedForByItsOwnName() throws IOException {
        String mail = Component.ofTheProgram().stream()
                .filter(component -> component.name().equals("org.eclipse.angus:angus-mail"))
                .map(Component::version)
                .findFirst()
                .orElseThrow();
        assertThat(Component.ofTheProgramWithParts())
                .contains(new Component("org.eclipse.angus", "smtp", mail))
                .containsAll(Component.ofTheProgram())
                .doesNotHaveDuplicates();
    }

    @Test
    void eachAdvisoryIsOnALibraryThatIsUsed() throws IOException {
        Set<String> used =
                Component.ofTheProgramWithParts().stream().map(Component::name).collect(Collectors.toSet());
        assertThat(Advisories.read().all())
                .isNotEmpty()
                .allSatisfy(advisory -> assertThat(used).contains(advisory.component()));
    }

    @Test
    void whatIsFixedIsNotAffectedAndEachAdvisoryStandsOnce() throws IOException {
        List<Advisory> all = Advisories.read().all();
        assertThat(all).allSatisfy(advisory -> {
            assertThat(advisory.id()).matches("CVE-\\d{4}-\\d{4,}|GHSA(-[0-9a-z]{4}){3}");
            assertThat(advisory.covers(advisory.fixed())).isFalse();
        });
        assertThat(all.stream().map(advisory -> advisory.component() + " " + advisory.id()))
                .doesNotHaveDuplicates();
    }

    @Test
    void aLibraryInARangeIsToldWithTheAdvisoryAndTheVersionThatFixesIt() throws IOException {
        Component old = new Component("org.eclipse.jetty", "jetty-http", "12.1.6");
        assertThat(Advisories.read().against(List.of(old)))
                .anySatisfy(line -> assertThat(line)
                        .contains("org.eclipse.jetty:jetty-http 12.1.6", "CVE-2026-2332", "fixed in 12.1.7"));
    }

    @Test
    void versionsAreComparedAsMavenDoes() {
        Advisory advisory = Advisory.of("a:b", "[12.0.0,12.0.33),[12.1.0,12.1.7)", "CVE-2026-2332", "12.1.7", "");
        assertThat(List.of("12.0.0", "12.0.9", "12.0.32", "12.1.0", "12.1.6")).allMatch(advisory::covers);
        assertThat(List.of("11.0.26", "12.0.0.alpha1", "12.0.33", "12.1.7", "12.1.10", "13.0.0"))
                .noneMatch(advisory::covers);
    }

    @Test
    void aRangeThatCannotBeReadIsToldWithItsAdvisory() {
        assertThatThrownBy(() -> Advisory.of("a:b", "[12.0.0", "CVE-2026-2332", "12.1.7", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("CVE-2026-2332");
    }
}
