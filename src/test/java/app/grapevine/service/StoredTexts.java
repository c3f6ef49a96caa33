package app.grapevine.service;

import app.grapevine.storage.Database;
import java.util.List;
import java.util.Map;

/** The texts in every table of an embedded database. */
public final class StoredTexts {
    private StoredTexts() {}

    /** Those with what no text of ours has: controls but the ends of lines, halves of characters. */
    public static List<String> withControls(Database database) {
        return database.read(handle -> {
            List<Map<String, Object>> columns =
                    handle.createQuery("""
                            SELECT TABLE_NAME, COLUMN_NAME FROM INFORMATION_SCHEMA.COLUMNS
                            WHERE TABLE_SCHEMA = 'PUBLIC' AND DATA_TYPE LIKE 'CHARACTER%'""").mapToMap().list();
            return columns.stream()
                    .flatMap(column -> {
                        String name = column.get("column_name") + " FROM " + column.get("table_name");
                        return handle.createQuery("SELECT DISTINCT " + name).mapTo(String.class).list().stream()
                                .filter(text ->
                                        text != null && text.codePoints().anyMatch(c -> c != '\n' && isBad(c)))
                                .map(text -> name + ": " + text);
                    })
                    .toList();
        });
    }

    private static boolean isBad(int c) {
        int type = Character.getType(c);
        return type == Character.CONTROL || type == Character.SURROGATE;
    }
}
