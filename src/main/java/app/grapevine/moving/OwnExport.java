package app.grapevine.moving;

import app.grapevine.clicks.PositionDao;
import app.grapevine.links.Links;
import app.grapevine.storage.Database;
import app.grapevine.storage.StoredValues;
import app.grapevine.visits.ClickRow;
import app.grapevine.visits.VisitCells;
import app.grapevine.visits.VisitStore;
import app.grapevine.visits.VisitStores;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/**
 * Brings what {@link Export} took along into an empty database: some lines in each transaction, with how far that is, so that whatever
 * ends it, it goes on. Used by one thread; nobody else may use the database meanwhile.
 */
public final class OwnExport {
    private static final int LINES = 2000;
    private static final int CHARACTERS = 4 << 20;
    /** Under which it is stored how far it is. */
    private static final String PROGRESS = "own-export";

    private static final TypeReference<Map<String, Object>> ROW = new TypeReference<>() {};

    private final Database database;

    public OwnExport(Database database) {
        this.database = database;
    }

    /**
     * Brings it, or goes on with it.
     *
     * @param progress told after each transaction of which file so many lines are in
     * @throws SourceException where it is no whole export, of another version, or there are links or campaigns already
     */
    public void bring(Path directory, BiConsumer<String, Long> progress) {
        JsonNode about = about(directory);
        int schema = about.path("schema").asInt();
        if (schema != Database.newestSchema()) {
            throw new SourceException(directory + " was written by another version (schema " + schema + ", here "
                    + Database.newestSchema() + "): export it anew with this version");
        }
        String at = about.path("at").asText();
        Place place = begin(at);
        String key = ForeignJson.text(about, Export.KEY);
        List<String> files = new ArrayList<>(TableCopy.TABLES.keySet());
        files.add(Export.VISITS);
        for (int i = place.file; i < files.size(); i++) {
            String name = files.get(i);
            bring(
                    directory.resolve(name + ".ndjson"),
                    name,
                    new Place(at, i, i == place.file ? place.line : 0),
                    progress);
        }
        database.writeOnly(handle -> {
            if (key != null) {
                StoredValues.remove(handle, Export.KEY_STORED);
                StoredValues.agree(
                        handle, Export.KEY_STORED, Base64.getDecoder().decode(key));
            }
            StoredValues.remove(handle, PROGRESS);
        });
    }

    private static JsonNode about(Path directory) {
        Path file = directory.resolve(Export.ABOUT);
        try {
            return ForeignJson.tree(Files.readAllBytes(file), file.toString());
        } catch (IOException e) {
            throw new SourceException(
                    directory + " is no whole export: " + Export.ABOUT + ", which is written last, cannot be read");
        }
    }

    /** @param at of the export that is meant @param line how many of the file are in */
    private record Place(String at, int file, long line) {
        String text() {
            return at + " " + file + " " + line;
        }
    }

    private Place begin(String at) {
        return database.write(handle -> {
            String known = StoredValues.findText(handle, PROGRESS).orElse(null);
            if (known != null) {
                String[] parts = known.split(" ");
                if (!parts[0].equals(at)) {
                    throw new SourceException(
                            "another export, of " + parts[0] + ", is in by half: go on with that one");
                }
                return new Place(at, Integer.parseInt(parts[1]), Long.parseLong(parts[2]));
            }
            if (Links.areAny(handle)) {
                throw new SourceException(
                        "there are links or campaigns already, and an export goes into an empty database alone");
            }
            PositionDao.forgetIdle(handle);
            Place begun = new Place(at, 0, 0);
            StoredValues.setText(handle, PROGRESS, begun.text());
            return begun;
        });
    }

    private void bring(Path file, String name, Place from, BiConsumer<String, Long> progress) {
        try (BufferedReader in = Files.newBufferedReader(file)) {
            for (long i = 0; i < from.line; i++) {
                in.readLine();
            }
            long line = from.line;
            List<Map<String, Object>> rows = some(in);
            while (!rows.isEmpty()) {
                line += rows.size();
                String reached = new Place(from.at, from.file, line).text();
                add(name, rows, handle -> StoredValues.setText(handle, PROGRESS, reached));
                progress.accept(name, line);
                rows = some(in);
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new SourceException(file + " cannot be read: " + e.getMessage());
        }
    }

    private static List<Map<String, Object>> some(BufferedReader in) throws IOException {
        List<Map<String, Object>> rows = new ArrayList<>();
        int characters = 0;
        while (rows.size() < LINES && characters < CHARACTERS) {
            String line = in.readLine();
            if (line == null) {
                break;
            }
            characters += line.length();
            rows.add(ForeignJson.MAPPER.readValue(line, ROW));
        }
        return rows;
    }

    private void add(String name, List<Map<String, Object>> rows, Consumer<Handle> with) {
        if (!name.equals(Export.VISITS)) {
            database.writeOnly(handle -> {
                TableCopy.add(handle, name, rows);
                with.accept(handle);
            });
            return;
        }
        VisitStore store = VisitStores.of(database.dialect());
        List<ClickRow> visits =
                rows.stream().map(row -> new VisitCells(row).row()).toList();
        store.prepare(database, visits);
        database.writeOnly(handle -> {
            long node = visits.get(0).click().node();
            List<ClickRow> of = new ArrayList<>();
            for (ClickRow visit : visits) {
                if (visit.click().node() != node) {
                    store.add(handle, of);
                    of = new ArrayList<>();
                    node = visit.click().node();
                }
                of.add(visit);
            }
            store.add(handle, of);
            with.accept(handle);
        });
    }
}
