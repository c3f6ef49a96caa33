package app.grapevine.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorsTest {
    @Test
    void aPositionComesBackFromItsCursor() {
        String cursor = Cursors.write("links by title", "0größe 17");
        assertThat(cursor).matches("[0-9A-Za-z_-]+");
        assertThat(Cursors.read("links by title", cursor)).contains("0größe 17");
    }

    /** One that was given out while links alone had this format. */
    @Test
    void aCursorOfAnEarlierVersionIsRead() {
        assertThat(Cursors.read("campaigns", "vl93QTE3NzMxNDQwMDAwMDAgc3ByaW5n"))
                .contains("1773144000000 spring");
    }

    @Test
    void aCursorOfAnotherListIsNone() {
        String cursor = Cursors.write("links", "17");
        assertThat(Cursors.read("campaigns", cursor)).isEmpty();
        assertThat(Cursors.read("links ", cursor)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "AAAA", "AAAAAAAA", "%%%", "🍇", "bm90IG9uZSBvZiBvdXJz"})
    void whatWasNotWrittenHereIsNone(String cursor) {
        assertThat(Cursors.read("links", cursor)).isEmpty();
    }

    @Test
    void aCursorThatWasChangedIsNone() {
        String cursor = Cursors.write("links", "17 17");
        for (int i = 0; i < cursor.length() - 1; i++) {
            char other = cursor.charAt(i) == 'A' ? 'B' : 'A';
            String changed = cursor.substring(0, i) + other + cursor.substring(i + 1);
            assertThat(Cursors.read("links", changed)).isEmpty();
        }
    }
}
