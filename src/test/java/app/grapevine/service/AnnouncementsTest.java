package app.grapevine.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnnouncementsTest {
    @ParameterizedTest(name = "{0} is shown as {1}")
    @CsvSource({
        "jdbc:postgresql://db.example/vine, jdbc:postgresql://db.example/vine",
        "jdbc:postgresql://db.example:5433/vine?user=me&password=mine, jdbc:postgresql://db.example:5433/vine",
        "jdbc:postgresql://me:mine@db.example/vine, jdbc:postgresql://db.example/vine",
        "jdbc:postgresql:vine, jdbc:postgresql:vine",
        "jdbc:h2:file:/srv/vine;USER=me;PASSWORD=mine, jdbc:h2:file:/srv/vine",
    })
    void aDatabaseIsNamedWithoutWhatMayBeSecret(String url, String shown) {
        assertThat(Announcements.shown(url)).isEqualTo(shown);
    }
}
