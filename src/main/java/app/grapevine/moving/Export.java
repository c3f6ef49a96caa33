package app.grapevine.moving;

import app.grapevine.base.OwnerOnly;
import app.grapevine.storage.Database;
import app.grapevine.storage.StoredValues;
import app.grapevine.visits.ClickRow;
import app.grapevine.visits.VisitCells;
import app.grapevine.visits.VisitFilter;
import app.grapevine.visits.VisitRange;
import app.grapevine.visits.VisitStore;
import app.grapevine.visits.VisitStores;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * Takes along what there is of links and visits: a directory with a file a table, a JSON object a line, of one state of the
 * database. {@link OwnExport} brings it into an empty one, where all is equal again, on H2 or PostgreSQL. Not among it is who may do
 * what: accounts, keys, sessions, feeds, shared reports, webhooks, notices, the audit log; nor who was counted today.
 */
public final class Export {
    static final String ABOUT = "export.json";
    static final String VISITS = "visits";
    static final String KEY = "clickIdKey";
    /** Under which the key of the ids of clicks is stored. */
    static final String KEY_STORED = "click-id-key";

    private static final int VISITS_AT_ONCE = 2000;
    private static final long YEAR_MILLIS = 366L * 86_400_000;

    private final Database database;
    private final Clock clock;

    public Export(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Writes it, readable by its owner alone: it has hashes of links' passwords.
     *
     * @param directory that is not there yet, or empty
     * @return how many lines each file has
     * @throws SourceException where the directory has something in it, or cannot be written to
     */
    public Map<String, Long> write(Path directory) {
        try {
            if (Files.isDirectory(directory)) {
                try (Stream<Path> files = Files.list(directory)) {
                    if (files.findAny().isPresent()) {
                        throw new SourceException(directory + " is not empty: give a directory that is not there yet");
                    }
                }
            }
            OwnerOnly.createDirectories(directory);
            return database.snapshot(handle -> write(handle, directory));
        } catch (IOException | UncheckedIOException e) {
            throw new SourceException(directory + " cannot be written: " + e.getMessage());
        }
    }

    private Map<String, Long> write(Handle handle, Path directory) {
        Map<String, Long> lines = new LinkedHashMap<>();
        for (String table : TableCopy.TABLES.keySet()) {
            try (Lines out = new Lines(directory.resolve(table + ".ndjson"))) {
                TableCopy.each(handle, table, out::add);
                lines.put(table, out.count);
            }
        }
        try (Lines out = new Lines(directory.resolve(VISITS + ".ndjson"))) {
            writeVisits(handle, out);
            lines.put(VISITS, out.count);
        }
        // The last, so that one that was broken off is known.
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("schema", Database.newestSchema());
        about.put("at", clock.instant().toString());
        StoredValues.find(handle, KEY_STORED)
                .ifPresent(key -> about.put(KEY, Base64.getEncoder().encodeToString(key)));
        about.put("lines", lines);
        try (Lines out = new Lines(directory.resolve(ABOUT))) {
            out.add(about);
        }
        return lines;
    }

    /** By node, in the order in which it recorded them. */
    private void writeVisits(Handle handle, Lines out) {
        VisitStore store = VisitStores.of(database.dialect());
        TreeSet<Long> nodes = new TreeSet<>();
        store.periods(handle, YEAR_MILLIS).forEach(period -> nodes.add(period.node()));
        for (long node : nodes) {
            long after = 0;
            List<ClickRow> rows;
            do {
                rows = store.recorded(
                        handle, node, after, Long.MAX_VALUE, VisitRange.ALL, VisitFilter.ANY, VISITS_AT_ONCE);
                for (ClickRow row : rows) {
                    out.add(VisitCells.of(row));
                    after = row.click().sequence();
                }
            } while (rows.size() == VISITS_AT_ONCE);
        }
    }

    /** A file that is being written. */
    private static final class Lines implements AutoCloseable {
        private final JsonGenerator json;
        private final OutputStream bytes;
        private long count;

        Lines(Path file) {
            try {
                bytes = new BufferedOutputStream(
                        Channels.newOutputStream(
                                OwnerOnly.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)),
                        1 << 16);
                json = ForeignJson.MAPPER.createGenerator(bytes).setRootValueSeparator(null);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void add(Map<String, Object> row) {
            try {
                ForeignJson.MAPPER.writeValue(json, row);
                json.flush();
                bytes.write('\n');
                count++;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            try {
                json.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
