package app.grapevine.hostlists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.grapevine.hostlists.HostLists.Figures;
import app.grapevine.hostlists.HostLists.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostListsTest {
    @TempDir
    private Path directory;

    private int written;

    /** Writes a list, at another time than before. */
    private Path list(String name, String... lines) throws IOException {
        Path file = Files.write(directory.resolve(name), List.of(lines));
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000L * ++written));
        return file;
    }

    private static HostLists blocking(Path... files) {
        return new HostLists(new HostListSettings(List.of(files), List.of(), false, false));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            bad.example                              | bad.example www.bad.example
            *.bad.example                            | bad.example www.bad.example
            .BAD.example.  # why                     | bad.example www.bad.example
            0.0.0.0 bad.example                      | bad.example
            127.0.0.1	bad.example worse.example # x | bad.example worse.example
            ::1 localhost ip6-loopback               |
            fe80::1%lo0 localhost                    |
            0.0.0.0 0.0.0.0                          |
            # bad.example                            |
            bücher.example                           | xn--bcher-kva.example
            BÜCHER.example                           | xn--bcher-kva.example
            203.0.113.9                              | 203.0.113.9
            2001:db8:0::1                            | [2001:db8::1]
            [2001:db8::1]                            | [2001:db8::1]
            """)
    void aLineIsReadAsListsAreWritten(String line, String hosts) throws IOException {
        HostLists lists = blocking(list("blocked", line, "# the last line"));
        for (String host : (hosts == null ? "" : hosts).split(" ")) {
            assertThat(lists.verdict(host)).as(host).isEqualTo(host.isEmpty() ? Verdict.FREE : Verdict.BLOCKED);
        }
        for (String host : List.of("localhost", "0.0.0.0", "notbad.example", "example", "bad.example.com", "0.113.9")) {
            assertThat(lists.verdict(host)).as(host).isEqualTo(Verdict.FREE);
        }
    }

    @Test
    void whatIsAllowedIsSoWhateverListsItAndTheOthersAreWhatOneSaysOfThem() throws IOException {
        Path blocked = list("blocked", "example.org");
        Path allowed = list("allowed", "good.example.org", "bit.ly");
        HostLists strict = new HostLists(new HostListSettings(List.of(blocked), List.of(allowed), true, true));
        assertThat(strict.verdict("www.good.example.org")).isEqualTo(Verdict.FREE);
        assertThat(strict.verdict("example.org")).isEqualTo(Verdict.BLOCKED);
        assertThat(strict.verdict("bit.ly")).isEqualTo(Verdict.FREE);
        assertThat(strict.verdict("tinyurl.com")).isEqualTo(Verdict.SHORTENER);
        assertThat(strict.verdict("example.com")).isEqualTo(Verdict.UNLISTED);
        HostLists open = new HostLists(new HostListSettings(List.of(blocked), List.of(allowed), false, false));
        assertThat(open.verdict("tinyurl.com")).isEqualTo(Verdict.FREE);
        assertThat(open.verdict("example.com")).isEqualTo(Verdict.FREE);
        assertThat(open.blocks("https://Www.EXAMPLE.org:8443/a?b#c")).isTrue();
        assertThat(open.blocks("https://good.example.org/")).isFalse();
        assertThatThrownBy(() -> new HostListSettings(List.of(), List.of(), false, true))
                .hasMessageContaining("destinations.allowed");
    }

    @Test
    void aFileThatChangesIsReadAnewAndABadOneLeavesTheLastGoodOne() throws IOException {
        Path file = list("blocked", "bad.example");
        HostLists lists = blocking(file);
        lists.refresh();
        assertThat(lists.generation()).as("nothing has changed").isZero();
        list("blocked", "worse.example", "worst.example");
        lists.refresh();
        assertThat(lists.generation()).isEqualTo(1);
        assertThat(lists.verdict("bad.example")).isEqualTo(Verdict.FREE);
        assertThat(lists.verdict("worst.example")).isEqualTo(Verdict.BLOCKED);

        list("blocked", "<html>", "<body>Not found</body>", "other.example");
        lists.refresh();
        assertThat(lists.trouble()).hasValueSatisfying(why -> assertThat(why).contains("line 1", "2 of its 3"));
        assertThat(lists.figures()).isEqualTo(new Figures(2, 0, 1));
        assertThat(lists.verdict("worst.example")).isEqualTo(Verdict.BLOCKED);
        Files.writeString(file, "");
        lists.refresh();
        assertThat(lists.trouble()).hasValueSatisfying(why -> assertThat(why).contains("is empty"));
        Files.delete(file);
        lists.refresh();
        assertThat(lists.trouble()).hasValueSatisfying(why -> assertThat(why).contains("cannot be read"));
        assertThat(lists.generation()).isEqualTo(1);
        assertThat(lists.verdict("worst.example")).isEqualTo(Verdict.BLOCKED);

        list("blocked", "# none");
        lists.refresh();
        assertThat(lists.trouble()).isEmpty();
        assertThat(lists.figures()).isEqualTo(new Figures(0, 0, 0));
        assertThat(lists.generation()).isEqualTo(2);
    }

    @Test
    void aBadLineInALongListIsLeftOut() throws IOException {
        Path long_ = Files.writeString(
                directory.resolve("long"),
                IntStream.range(0, 300).mapToObj(i -> "host" + i + ".example\n").collect(Collectors.joining())
                        + "what is this\nlast.example\n");
        assertThat(blocking(long_).verdict("last.example")).isEqualTo(Verdict.BLOCKED);
        assertThat(blocking(long_).figures().blocked()).isEqualTo(301);
    }

    @Test
    void aFileThatIsNoListStopsTheStart() throws IOException {
        Path bad = list("blocked", "not a host");
        assertThatThrownBy(() -> blocking(bad))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 1");
        assertThatThrownBy(() -> blocking(directory.resolve("absent"))).hasMessageContaining("cannot be read");
        Path latin = Files.write(directory.resolve("latin"), new byte[] {'b', (byte) 0xfc, 'r', '\n'});
        assertThatThrownBy(() -> blocking(latin)).hasMessageContaining("UTF-8");
    }
}
