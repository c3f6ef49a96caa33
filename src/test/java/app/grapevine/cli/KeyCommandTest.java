package app.grapevine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys by the command line, with the service stopped. */
class KeyCommandTest {
    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void aKeyIsMadeListedAndRevoked() {
        assertThat(key("create", "first")).isZero();
        assertThat(said(out)).hasSize(1).first().asString().startsWith("gv_");
        assertThat(key("create", "--scope=links:read,stats:read", "weekly report"))
                .isZero();
        assertThat(key("list")).isZero();
        String line = said(out).stream()
                .filter(one -> one.endsWith("weekly report"))
                .findFirst()
                .orElseThrow();
        assertThat(line).contains("links:read,stats:read");
        assertThat(key("revoke", line.substring(0, line.indexOf(' ')))).isZero();
        assertThat(key("list")).isZero();
        assertThat(said(out)).hasSize(1);
        assertThat(said(err)).isEmpty();
    }

    @Test
    void whatCannotBeDoneIsSaidInALine() {
        assertRefused("There is no such key", "revoke", "nobody");
        assertRefused("NAME must have 1 to 200 characters", "create", "");
        assertRefused("there is no scope called links", "create", "--scope=links", "name");
        assertThat(key("create", "the only one")).isZero();
        assertThat(key("list")).isZero();
        String line = said(out).get(0);
        assertRefused(
                "The last admin key that never expires cannot be revoked",
                "revoke",
                line.substring(0, line.indexOf(' ')));
    }

    private void assertRefused(String words, String... arguments) {
        assertThat(key(arguments)).isEqualTo(2);
        assertThat(said(err))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("grapevine: ")
                .contains(words);
    }

    private int key(String... arguments) {
        out.reset();
        err.reset();
        String[] all = new String[arguments.length + 1];
        all[0] = "key";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        Map<String, String> environment = Map.of("GRAPEVINE_DATA_DIR", directory.toString());
        return Commands.run(new Surroundings(Clock.systemUTC(), environment, print(out), print(err)), all);
    }

    private static PrintStream print(ByteArrayOutputStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }

    private static List<String> said(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
