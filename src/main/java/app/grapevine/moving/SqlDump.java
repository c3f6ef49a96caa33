package app.grapevine.moving;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a dump that {@code mysqldump}, {@code mariadb-dump} or phpMyAdmin wrote, one after the other: of {@code INSERT}
 * statements, with columns as they name them or as {@code CREATE TABLE} has them. Compressed with gzip or not. Holds one row at a
 * time. Used by one thread.
 */
final class SqlDump implements Closeable {
    private static final Pattern CREATE = Pattern.compile("CREATE TABLE (?:IF NOT EXISTS )?`(\\w+)`.*");
    private static final Pattern COLUMN = Pattern.compile("\\s+`(\\w+)` .*");
    private static final Pattern INSERT =
            Pattern.compile("INSERT (?:IGNORE )?INTO `(\\w+)` (?:\\(([^)]*)\\) )?VALUES\\s*", Pattern.DOTALL);
    /** What stands before the values of an INSERT is shorter. */
    private static final int LONGEST_HEAD = 4096;

    private static final int LONGEST_VALUE = 1 << 20;
    /** MySQL has at most so many columns in a table. */
    private static final int MOST_VALUES = 4096;

    private final BufferedReader in;
    private final Map<String, List<String>> columns = new HashMap<>();
    private @Nullable String table;
    private List<String> names = List.of();

    /** @param table without its prefix: {@code url} of {@code yourls_url} */
    record Row(String table, Map<String, String> cells) {}

    SqlDump(Path file) throws IOException {
        InputStream bytes = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        bytes.mark(2);
        boolean isZipped = bytes.read() == 0x1f && bytes.read() == 0x8b;
        bytes.reset();
        in = new BufferedReader(
                new InputStreamReader(isZipped ? new GZIPInputStream(bytes, 1 << 16) : bytes, StandardCharsets.UTF_8),
                1 << 16);
    }

    /** The next row; null behind the last. @throws IOException also for what is no such dump */
    @Nullable
    Row next() throws IOException {
        while (table == null) {
            if (!findInsert()) {
                return null;
            }
        }
        String of = table;
        List<@Nullable String> values = values();
        if (values.size() != names.size()) {
            throw new IOException(
                    "a row of " + of + " has " + values.size() + " values for " + names.size() + " columns");
        }
        Map<String, String> cells = new HashMap<>();
        for (int i = 0; i < values.size(); i++) {
            String value = values.get(i);
            if (value != null) {
                cells.put(names.get(i), value);
            }
        }
        endOfRow();
        return new Row(String.valueOf(of).replaceFirst(".*_", ""), cells);
    }

    /** Reads on to the values of the next INSERT; false where there is none. */
    private boolean findInsert() throws IOException {
        StringBuilder line = new StringBuilder();
        String creating = null;
        while (true) {
            int c = in.read();
            if (c < 0) {
                return false;
            }
            if (line.length() <= LONGEST_HEAD) { // of what is no dump, a line may be as long as the file
                line.append((char) c);
            }
            if (c == '\n') {
                creating = created(creating, line.toString());
                if (!line.toString().startsWith("INSERT ") || line.length() > LONGEST_HEAD) {
                    line.setLength(0);
                }
            } else if (c == 'S' || c == ' ') {
                Matcher insert = INSERT.matcher(line);
                if (line.length() < LONGEST_HEAD && insert.matches()) {
                    begin(insert.group(1), insert.group(2));
                    return true;
                }
            }
        }
    }

    private @Nullable String created(@Nullable String creating, String line) {
        Matcher create = CREATE.matcher(line.strip());
        if (create.matches()) {
            columns.put(create.group(1), new ArrayList<>());
            return create.group(1);
        }
        Matcher column = COLUMN.matcher(line.stripTrailing());
        List<String> of = creating == null ? null : columns.get(creating);
        if (of != null && column.matches()) {
            of.add(column.group(1));
        }
        return line.startsWith(")") ? null : creating;
    }

    private void begin(String of, @Nullable String list) throws IOException {
        table = of;
        names = list != null
                ? List.of(list.replaceAll("[`\\s]", "").split(",", -1))
                : columns.getOrDefault(of, List.of());
        int c = skipBlanks();
        if (c != '(') {
            throw new IOException("values of " + of + " do not begin with a bracket");
        }
    }

    private int skipBlanks() throws IOException {
        int c = in.read();
        while (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
            c = in.read();
        }
        return c;
    }

    /** Behind the bracket that ends a row: another row, or the end of the statement. */
    private void endOfRow() throws IOException {
        int c = skipBlanks();
        if (c == ',' && skipBlanks() == '(') {
            return;
        }
        table = null;
        if (c != ';' && c >= 0) {
            throw new IOException("a row is followed by what is neither a row nor an end");
        }
    }

    /** The values up to the bracket that ends the row; null for NULL. */
    private List<@Nullable String> values() throws IOException {
        List<@Nullable String> values = new ArrayList<>();
        while (true) {
            int c = skipBlanks();
            StringBuilder plain = new StringBuilder();
            while (c >= 0 && c != ',' && c != ')' && c != '\'') {
                plain.append((char) c);
                if (plain.length() > LONGEST_VALUE) {
                    throw new IOException("a value has no end");
                }
                c = in.read();
            }
            String text = plain.toString().strip();
            String value = text.equals("NULL") ? null : text;
            if (c == '\'') { // what stands before it, such as _binary, says how it is meant
                value = quoted();
                c = skipBlanks();
            }
            values.add(value);
            if (values.size() > MOST_VALUES) {
                throw new IOException("a row has no end");
            }
            if (c == ')') {
                return values;
            }
            if (c != ',') {
                throw new IOException("a row has no end");
            }
        }
    }

    /** MySQL's escapes: a backslash before what it means, and two quotes for one. */
    private String quoted() throws IOException {
        StringBuilder value = new StringBuilder();
        while (true) {
            int c = in.read();
            if (c == '\\') {
                value.append(escaped(in.read()));
            } else if (c == '\'') {
                in.mark(1);
                if (in.read() != '\'') {
                    in.reset();
                    return value.toString();
                }
                value.append('\'');
            } else if (c < 0 || value.length() > LONGEST_VALUE) {
                throw new IOException("a value has no end");
            } else {
                value.append((char) c);
            }
        }
    }

    private static char escaped(int c) {
        return switch (c) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case '0' -> '\0';
            case 'b' -> '\b';
            case 'Z' -> '\u001a';
            default -> (char) c;
        };
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
