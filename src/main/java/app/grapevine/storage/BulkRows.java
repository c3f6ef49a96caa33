package app.grapevine.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.util.ByteStreamWriter;

/** Puts many rows into a table, in the caller's unit of work. */
public final class BulkRows {
    private BulkRows() {}

    /** By a statement for each. @param insert with a parameter for each value */
    public static void insert(Handle handle, String insert, List<@Nullable Object[]> rows) {
        try (PreparedStatement statement = handle.getConnection().prepareStatement(insert)) {
            for (@Nullable Object[] row : rows) {
                for (int i = 0; i < row.length; i++) {
                    statement.setObject(i + 1, row[i]);
                }
                statement.addBatch();
            }
            statement.executeBatch();
        } catch (SQLException e) {
            throw new UnableToExecuteStatementException(e, null);
        }
    }

    /**
     * By PostgreSQL's COPY, which costs the server a fraction of what single rows do.
     *
     * @param copy {@code COPY … FROM STDIN}, in its text format
     */
    public static void copy(Handle handle, String copy, List<@Nullable Object[]> rows) {
        StringBuilder text = new StringBuilder(rows.size() * 200);
        rows.forEach(row -> line(text, row));
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        try {
            handle.getConnection()
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(copy, ByteStreamWriter.of(ByteBuffer.wrap(bytes)));
        } catch (SQLException e) {
            throw new UnableToExecuteStatementException(e, null);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void line(StringBuilder text, @Nullable Object[] row) {
        for (int i = 0; i < row.length; i++) {
            if (i > 0) {
                text.append('\t');
            }
            Object value = row[i];
            if (value == null) {
                text.append("\\N");
            } else if (value instanceof String words) {
                escaped(text, words);
            } else if (value instanceof Boolean yes) {
                text.append(yes ? 't' : 'f');
            } else {
                text.append(value);
            }
        }
        text.append('\n');
    }

    /** What means something in the format: the separators and the backslash. */
    private static void escaped(StringBuilder text, String words) {
        for (int i = 0; i < words.length(); i++) {
            char c = words.charAt(i);
            switch (c) {
                case '\\' -> text.append("\\\\");
                case '\t' -> text.append("\\t");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                default -> text.append(c);
            }
        }
    }
}
