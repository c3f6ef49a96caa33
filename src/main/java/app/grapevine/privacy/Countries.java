package app.grapevine.privacy;

import com.maxmind.db.CHMCache;
import com.maxmind.db.DatabaseRecord;
import com.maxmind.db.Reader;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The country of an address, from a MaxMind-format country or city file of the operator's; unknown without
 * one. The file is held in memory, and read anew when it has changed. Safe for use by many threads; a look-up
 * does not block.
 */
public final class Countries implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Countries.class);

    private final @Nullable Path file;
    private volatile @Nullable Loaded loaded;

    private record Loaded(Reader reader, FileTime changed, long size) {}

    /**
     * @param file the file, or null for none
     * @throws IllegalArgumentException if it cannot be read as such a file
     */
    public Countries(@Nullable Path file) {
        this.file = file;
        if (file != null) {
            try {
                loaded = load(file);
            } catch (IOException e) {
                throw new IllegalArgumentException("is no file in MaxMind's format that can be read: " + file, e);
            }
        }
    }

    private static Loaded load(Path file) throws IOException {
        FileTime changed = Files.getLastModifiedTime(file);
        long size = Files.size(file);
        return new Loaded(new Reader(file.toFile(), Reader.FileMode.MEMORY, new CHMCache()), changed, size);
    }

    /** Reads the file anew if it has changed; to be called now and then. A bad file leaves the old one in use. */
    public void refresh() {
        Loaded present = loaded;
        if (file == null || present == null) {
            return;
        }
        try {
            if (!Files.getLastModifiedTime(file).equals(present.changed) || Files.size(file) != present.size) {
                // The reader that is replaced is left to the collector: a look-up may be in it.
                loaded = load(file);
                LOG.info("geo.database was read anew");
            }
        } catch (IOException e) {
            LOG.warn("geo.database cannot be read anew, the former one stays in use: {}", e.getMessage());
        }
    }

    /** ISO 3166-1 alpha-2, or null where it is not known. */
    public @Nullable String find(InetAddress address) {
        Loaded present = loaded;
        if (present == null) {
            return null;
        }
        try {
            DatabaseRecord<Map> found = present.reader.getRecord(address, Map.class);
            return found.data() == null ? null : isoCode(found.data());
        } catch (IOException e) {
            return null;
        }
    }

    private static @Nullable String isoCode(Map<?, ?> data) {
        if (data.get("country") instanceof Map<?, ?> country
                && country.get("iso_code") instanceof String code
                && code.length() == 2) {
            return code;
        }
        return null;
    }

    @Override
    public void close() {
        Loaded present = loaded;
        loaded = null;
        if (present != null) {
            try {
                present.reader.close();
            } catch (IOException e) {
                LOG.warn("geo.database was not closed: {}", e.getMessage());
            }
        }
    }
}
