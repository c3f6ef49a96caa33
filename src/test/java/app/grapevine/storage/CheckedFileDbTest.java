package app.grapevine.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On H2 alone: what its file says of itself, of which a power cut takes a part. */
class CheckedFileDbTest {
    private static final Pattern PLACE = Pattern.compile("block:([0-9a-f]+)");
    private static final Pattern VERSION = Pattern.compile("version:([0-9a-f]+)");

    @TempDir
    Path directory;

    @TempDir
    Path left;

    private Database database;

    @BeforeEach
    void open() {
        TestDatabase.layMigrated(directory);
        database = Database.open(DatabaseSettings.embedded(directory));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aChunkThatLacksItsMiddleIsNotTakenForWhole() throws IOException {
        set("safe");
        database.sync();
        set("torn");
        byte[] bytes = Files.readAllBytes(file(directory));
        int at = Integer.parseInt(found(PLACE, bytes, 0), 16) * FileChunk.BLOCK;
        FileChunk chunk = FileChunk.parse(line(bytes, at));
        int middle = at + (int) chunk.content() / 2;
        Arrays.fill(bytes, middle - 50, middle + 50, (byte) 0);
        assertThat(valueIn(bytes)).isEqualTo("safe");
    }

    @Test
    void ofTheTwoHeadersTheSecondNamesWhatWasForced() throws IOException {
        set("safe");
        database.sync();
        byte[] bytes = new byte[0];
        boolean apart = false;
        // Again, where the keeper of the file has just forced it.
        for (int i = 0; i < 5 && !apart; i++) {
            set("later");
            bytes = Files.readAllBytes(file(directory));
            apart = version(bytes, 0) > version(bytes, FileChunk.BLOCK);
        }
        assertThat(apart).isTrue();
        // Neither of the last commit's chunk nor of the header that names it was anything written.
        int at = Integer.parseInt(found(PLACE, bytes, 0), 16) * FileChunk.BLOCK;
        Arrays.fill(bytes, at, at + FileChunk.BLOCK, (byte) 0);
        assertThat(valueIn(bytes)).isIn("safe", "later");
    }

    private static long version(byte[] bytes, int at) {
        return Long.parseLong(found(VERSION, bytes, at), 16);
    }

    private void set(String text) {
        database.writeOnly(handle -> StoredValues.setText(handle, "test", text));
    }

    private String valueIn(byte[] file) throws IOException {
        Files.write(file(left), file);
        try (Database opened = Database.open(DatabaseSettings.embedded(left))) {
            return opened.<String>read(
                    handle -> StoredValues.findText(handle, "test").orElse("nothing"));
        }
    }

    private static Path file(Path directory) {
        return directory.resolve("grapevine.mv.db");
    }

    private static String found(Pattern pattern, byte[] bytes, int at) {
        Matcher matcher = pattern.matcher(line(bytes, at));
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private static String line(byte[] bytes, int at) {
        int end = at;
        while (bytes[end] != '\n') {
            end++;
        }
        return new String(bytes, at, end - at, StandardCharsets.ISO_8859_1).strip();
    }
}
