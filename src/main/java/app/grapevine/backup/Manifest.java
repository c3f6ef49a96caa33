package app.grapevine.backup;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a backup consists of: the last file that is written of it, so that one without it is not whole. Lines of text:
 *
 * <pre>
 * grapevine-backup 1
 * program 1.4.0
 * schema 11
 * database h2
 * taken 2026-05-01T12:00:00Z
 * node 4611686018427387904
 * file 9f86d0…  1048576 grapevine.mv.db
 * </pre>
 *
 * @param program the version that has taken it; {@code -} where it has none
 * @param schema of the database, the greatest that the program knew
 * @param database {@code h2}, which is in the backup, or {@code postgresql}, which is not
 * @param taken the moment of which it is, as ISO 8601 has it
 * @param node which node's it is
 */
record Manifest(String program, int schema, String database, String taken, long node, List<Entry> files) {
    static final String NAME = "manifest";
    static final String DATABASE_FILE = "grapevine.mv.db";
    static final String H2 = "h2";
    static final String POSTGRESQL = "postgresql";

    private static final String MAGIC = "grapevine-backup ";
    private static final int FORMAT = 1;
    /** Nothing else is laid into a data directory, whatever a manifest says. */
    private static final Pattern FILE = Pattern.compile("grapevine\\.mv\\.db|journal/\\d{7}-\\d{13}-\\d{2}\\.journal");

    private static final Pattern ENTRY = Pattern.compile("([0-9a-f]{64}) (\\d{1,18}) (\\S+)");

    /** A file: its checksum in hex, its length in bytes, its name in the backup. */
    record Entry(String sha256, long length, String name) {}

    Manifest {
        files = List.copyOf(files);
    }

    static boolean isFile(String name) {
        return FILE.matcher(name).matches();
    }

    String format() {
        StringBuilder text = new StringBuilder(MAGIC).append(FORMAT).append('\n');
        text.append("program ").append(program).append('\n');
        text.append("schema ").append(schema).append('\n');
        text.append("database ").append(database).append('\n');
        text.append("taken ").append(taken).append('\n');
        text.append("node ").append(node).append('\n');
        for (Entry file : files) {
            text.append("file ")
                    .append(file.sha256)
                    .append(' ')
                    .append(file.length)
                    .append(' ')
                    .append(file.name)
                    .append('\n');
        }
        return text.toString();
    }

    /** @throws BackupException if it is none, or one of a later format */
    static Manifest parse(String text) {
        List<String> lines = text.lines().toList();
        String first = lines.isEmpty() ? "" : lines.get(0);
        if (!first.startsWith(MAGIC)) {
            throw new BackupException("the manifest is none of this program");
        }
        if (!first.equals(MAGIC + FORMAT)) {
            throw new BackupException("it was taken by a later version of this program (format "
                    + first.substring(MAGIC.length()) + ", known is " + FORMAT + ")");
        }
        List<Entry> files = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith("file ")) {
                files.add(entry(line.substring(5)));
            }
        }
        try {
            return new Manifest(
                    value(lines, "program"),
                    Integer.parseInt(value(lines, "schema")),
                    value(lines, "database"),
                    value(lines, "taken"),
                    Long.parseLong(value(lines, "node")),
                    files);
        } catch (NumberFormatException e) {
            throw new BackupException("the manifest is damaged", e);
        }
    }

    private static Entry entry(String text) {
        Matcher entry = ENTRY.matcher(text);
        if (!entry.matches() || !isFile(entry.group(3))) {
            throw new BackupException("the manifest is damaged: " + text);
        }
        return new Entry(
                Objects.requireNonNull(entry.group(1)),
                Long.parseLong(entry.group(2)),
                Objects.requireNonNull(entry.group(3)));
    }

    private static String value(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> line.substring(name.length() + 1))
                .findFirst()
                .orElseThrow(() -> new BackupException("the manifest is damaged: it says nothing of " + name));
    }
}
