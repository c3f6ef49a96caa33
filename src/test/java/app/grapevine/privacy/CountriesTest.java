package app.grapevine.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CountriesTest {
    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = directory.resolve("countries.mmdb");
        new CountryFile().with("192.0.2.0/24", "IT").with("2001:db8::/32", "DE").write(file);
    }

    private static String find(Countries countries, String address) throws IOException {
        return countries.find(InetAddress.getByName(address));
    }

    @Test
    void anAddressIsFoundInItsNetworkAndNoOtherIs() throws IOException {
        try (Countries countries = new Countries(file)) {
            assertThat(find(countries, "192.0.2.200")).isEqualTo("IT");
            assertThat(find(countries, "2001:db8:1::1")).isEqualTo("DE");
            assertThat(find(countries, "198.51.100.1")).isNull();
            assertThat(find(countries, "2001:db9::1")).isNull();
        }
    }

    @Test
    void withoutAFileNoCountryIsKnown() throws IOException {
        try (Countries countries = new Countries(null)) {
            countries.refresh();
            assertThat(find(countries, "192.0.2.200")).isNull();
        }
    }

    @Test
    void aFileThatHasChangedIsReadAnew() throws IOException {
        try (Countries countries = new Countries(file)) {
            new CountryFile().with("192.0.2.0/24", "FR").write(file);
            Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-05-01T12:00:00Z")));
            assertThat(find(countries, "192.0.2.200")).isEqualTo("IT");
            countries.refresh();
            assertThat(find(countries, "192.0.2.200")).isEqualTo("FR");
            assertThat(find(countries, "2001:db8:1::1")).isNull();
        }
    }

    @Test
    void aBrokenOrMissingNewFileLeavesTheFormerOneInUse() throws IOException {
        try (Countries countries = new Countries(file)) {
            Files.writeString(file, "half a download");
            countries.refresh();
            assertThat(find(countries, "192.0.2.200")).isEqualTo("IT");
            Files.delete(file);
            countries.refresh();
            assertThat(find(countries, "192.0.2.200")).isEqualTo("IT");
        }
    }

    @Test
    void aFileThatIsNoneIsRefusedAtTheStart() throws IOException {
        Files.writeString(file, "no such file");
        assertThatThrownBy(() -> new Countries(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(file.toString());
    }
}
