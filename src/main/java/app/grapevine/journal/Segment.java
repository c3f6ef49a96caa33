package app.grapevine.journal;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * A file of the journal and how far it is written. Changed by whoever holds the journal's lock, read by
 * anybody: what {@link #end} covers is complete in the file.
 *
 * <p>Its name is {@code <epoch>-<counter of its first visit>-<try>.journal}. A try above 0 repeats visits of
 * the file before it, which could not be forced to the disk.
 */
public final class Segment {
    static final Comparator<Segment> ORDER =
            Comparator.<Segment>comparingLong(segment -> segment.first).thenComparingInt(segment -> segment.attempt);

    /** Magic (8), version (4), node (8), first sequence (8), CRC32C of these (4). */
    public static final int HEADER = 32;

    private static final byte[] MAGIC = {'G', 'V', 'J', 'O', 'U', 'R', 'N', 'L'};
    private static final int VERSION = 1;
    private static final Pattern NAME = Pattern.compile("(\\d{7})-(\\d{13})-(\\d{2})\\.journal");

    final Path path;
    final long first;
    final int attempt;
    private volatile long last;
    private volatile long end;
    private volatile boolean sealed;
    private boolean headerDamaged;

    Segment(Path directory, long first, int attempt) {
        this.path = directory.resolve(
                String.format("%07d-%013d-%02d.journal", Sequences.epoch(first), Sequences.counter(first), attempt));
        this.first = first;
        this.attempt = attempt;
        this.last = first - 1;
        this.end = HEADER;
    }

    /** The segment that a file is by its name. */
    static Optional<Segment> named(Path path) {
        Matcher name = NAME.matcher(path.getFileName().toString());
        if (!name.matches()) {
            return Optional.empty();
        }
        long first = Sequences.of(Long.parseLong(name.group(1)), Long.parseLong(name.group(2)));
        return Optional.of(new Segment(
                Optional.ofNullable(path.getParent()).orElseThrow(), first, Integer.parseInt(name.group(3))));
    }

    byte[] header(long node) {
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        header.put(MAGIC).putInt(VERSION).putLong(node).putLong(first);
        header.putInt(crc(header.array()));
        return header.array();
    }

    /**
     * The node that a header names; empty where the header is damaged.
     *
     * @throws JournalException if the header is whole, and of another version
     */
    Optional<Long> nodeOf(byte[] bytes) {
        ByteBuffer header = ByteBuffer.wrap(bytes);
        byte[] magic = new byte[MAGIC.length];
        header.get(magic);
        int version = header.getInt();
        long node = header.getLong();
        long sequence = header.getLong();
        if (crc(bytes) != header.getInt() || !Arrays.equals(magic, MAGIC) || sequence != first) {
            return Optional.empty();
        }
        if (version != VERSION) {
            throw new JournalException(path + " was written by another version of this program (format " + version
                    + ", known is " + VERSION + ")");
        }
        return Optional.of(node);
    }

    private static int crc(byte[] header) {
        CRC32C crc = new CRC32C();
        crc.update(header, 0, HEADER - Integer.BYTES);
        return (int) crc.getValue();
    }

    /** The greatest sequence in it; one less than {@link #first} while it is empty. */
    long last() {
        return last;
    }

    /** The size of what is written completely. */
    long end() {
        return end;
    }

    /** Whether nothing is added any more. To be read before {@link #end}. */
    boolean sealed() {
        return sealed;
    }

    void grow(long sequence, int bytes) {
        last = sequence;
        end += bytes;
    }

    void found(long lastSequence, long size) {
        last = Math.max(last, lastSequence);
        end = size;
    }

    /** Where the frames begin, or 0 where even the header is damage. */
    long begin() {
        return headerDamaged ? 0 : HEADER;
    }

    void headerDamaged(boolean damaged) {
        headerDamaged = damaged;
    }

    void seal() {
        sealed = true;
    }

    @Override
    public String toString() {
        return path.getFileName().toString();
    }
}
