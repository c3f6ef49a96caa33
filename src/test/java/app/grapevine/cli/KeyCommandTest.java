package app.grapevine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.storage.Database;
import app.grapevine.storage.DatabaseSettings;
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

    private String idOf(String name) {
        assertThat(key("list")).isZero();
        String line = said(out).stream()
                .filter(one -> one.contains("  " + name))
                .findFirst()
                .orElseThrow();
        return line.substring(0, line.indexOf(' '));
    }

    @Test
    void aKeyCanBeLimitedGivenAnEndAndAnotherSecret() {
        assertThat(key("create", "admin")).isZero();
        try (Database database = Database.open(DatabaseSettings.embedded(directory))) {
            database.writeOnly(handle -> handle.execute(
                    "INSERT INTO campaigns (slug, name, created_at, updated_at) VALUES ('spring', 'Spring', 0, 0)"));
        }
        assertThat(key("create", "agency", "--scope=stats:read", "--campaign=spring", "--expires=2099-01-01"))
                .isZero();
        String secret = said(out).get(0);
        assertThat(key("list")).isZero();
        assertThat(said(out)).anyMatch(line -> line.endsWith("agency  campaign spring  expires 2099-01-01T00:00:00Z"));
        String id = idOf("agency");

        assertThat(key("expire", id, "2098-06-01T12:00:00Z")).isZero();
        assertThat(said(out)).containsExactly("expires 2098-06-01T12:00:00Z");
        assertThat(key("expire", id, "never")).isZero();
        assertThat(key("rotate", id, "--overlap=48")).isZero();
        assertThat(said(out)).hasSize(1).first().asString().startsWith("gv_").isNotEqualTo(secret);

        assertThat(command("audit", "verify")).isZero();
        assertThat(said(out)).hasSize(2).last().isEqualTo("the audit log is as it was written");
        assertThat(said(out).get(0)).contains("entries 1 to 5");
    }

    @Test
    void optionsThatCannotBeAreRefusedByTheirNames() {
        assertRefused("--campaign is not a campaign", "create", "x", "--scope=stats:read", "--campaign=none");
        assertRefused("--expires must be a date or a time", "create", "x", "--expires=soon");
        assertRefused("the end of the key must be in the future", "create", "x", "--expires=2020-01-01");
        assertRefused("TIME must be a date or a time", "expire", "nobody", "soon");
        assertRefused("There is no such key", "expire", "nobody", "never");
        assertRefused("--overlap: must be from 0 to 720", "rotate", "nobody", "--overlap=721");
        assertRefused("There is no such key", "rotate", "nobody");
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
        String[] all = new String[arguments.length + 1];
        all[0] = "key";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return command(all);
    }

    private int command(String... all) {
        out.reset();
        err.reset();
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
