package app.grapevine.moving;

import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which source is meant, and how it is read.
 *
 * @param kind of which program it is: one of {@link Sources#kinds}
 * @param where its address, or a file
 * @param key by which it lets itself be read; null for none. It is in no message
 * @param group of Bitly, whose links are meant; null for the key's own
 * @param zone of times that name none; null where nobody said it
 * @param columns by field the name of the column of a table, where it is named by hand
 */
public record SourceSettings(
        String kind,
        String where,
        @Nullable String key,
        @Nullable String group,
        @Nullable ZoneId zone,
        Map<String, String> columns) {
    public SourceSettings {
        columns = Map.copyOf(columns);
    }

    /** Without the key, so that no log can have it. */
    @Override
    public String toString() {
        return kind + " " + where;
    }

    boolean isAddress() {
        return where.startsWith("https://") || where.startsWith("http://");
    }
}
