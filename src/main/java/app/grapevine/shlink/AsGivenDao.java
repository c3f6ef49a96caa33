package app.grapevine.shlink;

import app.grapevine.base.Sha256;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The SQL of what was given of links. Neither addresses nor tags have a tab or a line feed. */
final class AsGivenDao {
    private AsGivenDao() {}

    /** By the links' ids; without those of which nothing is known. */
    static Map<Long, AsGiven> read(Handle handle, Collection<Long> links) {
        Map<Long, AsGiven> read = new HashMap<>();
        if (!links.isEmpty()) {
            handle.createQuery(
                            "SELECT link_id, addresses, crawlable, tags FROM shlink_links WHERE link_id IN (<links>)")
                    .bindList("links", links)
                    .map((row, context) -> Map.entry(row.getLong("link_id"), given(row)))
                    .forEach(one -> read.put(one.getKey(), one.getValue()));
        }
        return read;
    }

    private static AsGiven given(ResultSet row) throws SQLException {
        Map<String, String> addresses = new LinkedHashMap<>();
        for (String line : lines(row.getString("addresses"))) {
            int tab = line.indexOf('\t');
            addresses.put(line.substring(0, tab), line.substring(tab + 1));
        }
        return new AsGiven(addresses, row.getBoolean("crawlable"), lines(row.getString("tags")));
    }

    private static List<String> lines(@Nullable String text) {
        return text == null ? List.of() : text.lines().toList();
    }

    /** Writes it, in place of what is there. */
    static void put(Handle handle, long link, String destination, AsGiven given) {
        handle.execute("DELETE FROM shlink_links WHERE link_id = ?", link);
        handle.createUpdate("""
                        INSERT INTO shlink_links (link_id, destination_hash, addresses, crawlable, tags)
                        VALUES (:link, :hash, :addresses, :crawlable, :tags)
                        """)
                .bind("link", link)
                .bind("hash", hash(destination))
                .bind(
                        "addresses",
                        text(given.addresses().entrySet().stream()
                                .map(one -> one.getKey() + "\t" + one.getValue())
                                .toList()))
                .bind("crawlable", given.crawlable())
                .bind("tags", text(given.tags()))
                .execute();
    }

    private static @Nullable String text(List<String> lines) {
        return lines.isEmpty() ? null : lines.stream().collect(Collectors.joining("\n"));
    }

    /** The ids of links that were given for a destination and made for no chat; perhaps some that lead elsewhere by now. */
    static List<Long> findFor(Handle handle, String destination) {
        return handle.createQuery("""
                        SELECT s.link_id FROM shlink_links s JOIN links l ON l.id = s.link_id
                        WHERE s.destination_hash = :hash AND l.deleted_at IS NULL AND l.channel IS NULL
                          AND l.audience IS NULL AND l.share_set IS NULL AND l.parent IS NULL
                        ORDER BY s.link_id DESC LIMIT 500
                        """)
                .bind("hash", hash(destination))
                .mapTo(Long.class)
                .list();
    }

    private static long hash(String destination) {
        return ByteBuffer.wrap(Sha256.of(destination)).getLong();
    }
}
