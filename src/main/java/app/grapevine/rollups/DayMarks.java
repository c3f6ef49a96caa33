package app.grapevine.rollups;

import app.grapevine.base.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * Tells by days whether anything was counted since one looked: what is counted is appended as a run of its day, or a run
 * takes the place of others, and no id of a run is used again.
 */
public final class DayMarks {
    private DayMarks() {}

    /**
     * A mark for each UTC day of which something is counted, by the day's number since 1970: 64 characters, others whenever
     * the counts of the day are others. They are others too where runs were merged, and the counts are as they were. What an
     * earlier version counted has none until it is taken over.
     */
    public static Map<Integer, String> of(Handle handle) {
        Map<Integer, MessageDigest> digests = new TreeMap<>();
        byte[] id = new byte[Long.BYTES];
        for (RunDao.Place place : RunDao.places(handle)) { // of a day in the order of their ids
            if (place.days() == 1) {
                ByteBuffer.wrap(id).putLong(place.id());
                digests.computeIfAbsent(place.firstDay(), day -> Sha256.digest())
                        .update(id);
            }
        }
        Map<Integer, String> marks = new TreeMap<>();
        digests.forEach((day, digest) -> marks.put(day, HexFormat.of().formatHex(digest.digest())));
        return marks;
    }
}
