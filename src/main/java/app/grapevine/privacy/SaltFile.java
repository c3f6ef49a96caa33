package app.grapevine.privacy;

import app.grapevine.base.OwnerOnly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The salts of the days in a file of their own, whose bytes are overwritten in place and forced to the disk when a day is
 * past. In a database they would not be gone when they are deleted: it writes elsewhere what it changes, and keeps logs.
 * What a file system or a disk keeps of bytes that were overwritten is beyond this program. Safe for use by many threads of
 * one process.
 *
 * <p>The file has a few slots, each a sector of its own, so that the end of the process leaves one whole or as it was; one
 * that is neither counts as empty.
 */
final class SaltFile {
    static final String NAME = "salts";
    private static final int SLOTS = 4;
    private static final int SLOT_BYTES = 512;
    private static final int SUM_AT = SLOT_BYTES - Integer.BYTES;
    private static final byte FULL = 1;

    private final Path file;

    SaltFile(Path directory) {
        this.file = directory.resolve(NAME);
    }

    /** @throws UncheckedIOException if the file cannot be read */
    synchronized Optional<DaySalt> find(long epochDay) {
        return use(channel -> read(channel).stream()
                .flatMap(Optional::stream)
                .filter(salt -> salt.epochDay() == epochDay)
                .findFirst());
    }

    /** The days of which something is kept. */
    synchronized List<Long> days() {
        return use(channel -> read(channel).stream()
                .flatMap(Optional::stream)
                .map(DaySalt::epochDay)
                .sorted()
                .toList());
    }

    /**
     * Keeps what is known of a day, in place of what was. It is on the disk afterwards. Where too many days are kept, as after
     * a clock went wrong, the one that is farthest away goes.
     *
     * @throws UncheckedIOException if the file cannot be written
     */
    synchronized void keep(DaySalt salt) {
        use(channel -> {
            List<Optional<DaySalt>> slots = read(channel);
            int free = -1;
            for (int i = SLOTS - 1; i >= 0; i--) {
                Optional<DaySalt> slot = slots.get(i);
                if (slot.isPresent() && slot.get().epochDay() == salt.epochDay()) {
                    free = i;
                    break;
                }
                free = slot.isEmpty() ? i : free;
            }
            if (free < 0) {
                free = farthest(slots, salt.epochDay());
            }
            write(channel, free, encode(salt));
            return true;
        });
    }

    /** Of slots that are all in use. */
    private static int farthest(List<Optional<DaySalt>> slots, long epochDay) {
        int farthest = 0;
        for (int i = 1; i < SLOTS; i++) {
            if (distance(slots.get(i), epochDay) > distance(slots.get(farthest), epochDay)) {
                farthest = i;
            }
        }
        return farthest;
    }

    private static long distance(Optional<DaySalt> slot, long epochDay) {
        return Math.abs(slot.orElseThrow().epochDay() - epochDay);
    }

    /** Overwrites what is kept of other days than those from one to another, and whatever cannot be read. */
    synchronized void keepOnly(long firstDay, long lastDay) {
        if (!Files.exists(file)) {
            return;
        }
        use(channel -> {
            List<Optional<DaySalt>> slots = read(channel);
            for (int i = 0; i < SLOTS; i++) {
                Optional<DaySalt> slot = slots.get(i);
                if (slot.isEmpty()
                        || slot.get().epochDay() < firstDay
                        || slot.get().epochDay() > lastDay) {
                    write(channel, i, new byte[SLOT_BYTES]);
                }
            }
            return true;
        });
    }

    private interface Work<T> {
        T with(FileChannel channel) throws IOException;
    }

    private <T> T use(Work<T> work) {
        try (FileChannel channel =
                OwnerOnly.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return work.with(channel);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** Slot by slot, empty where there is nothing that can be read. */
    private static List<Optional<DaySalt>> read(FileChannel channel) throws IOException {
        ByteBuffer all = ByteBuffer.allocate(SLOTS * SLOT_BYTES);
        int read = 0;
        while (all.hasRemaining() && read >= 0) {
            read = channel.read(all, all.position());
        }
        List<Optional<DaySalt>> slots = new ArrayList<>();
        for (int i = 0; i < SLOTS; i++) {
            slots.add(decode(all.slice(i * SLOT_BYTES, SLOT_BYTES)));
        }
        return slots;
    }

    private static void write(FileChannel channel, int slot, byte[] content) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(content);
        while (buffer.hasRemaining()) {
            channel.write(buffer, (long) slot * SLOT_BYTES + buffer.position());
        }
        channel.force(true);
    }

    private static byte[] encode(DaySalt salt) {
        ByteBuffer slot = ByteBuffer.allocate(SLOT_BYTES);
        slot.put(FULL).put((byte) (salt.agreed() ? 1 : 0)).putLong(salt.epochDay());
        for (byte[] part : List.of(salt.salt(), salt.publicKey(), salt.privateKey())) {
            slot.put((byte) part.length).put(part);
        }
        slot.putInt(SUM_AT, sum(slot.array()));
        return slot.array();
    }

    private static Optional<DaySalt> decode(ByteBuffer slot) {
        byte[] bytes = new byte[SLOT_BYTES];
        slot.get(0, bytes);
        if (bytes[0] != FULL || slot.getInt(SUM_AT) != sum(bytes)) {
            return Optional.empty();
        }
        slot.get();
        boolean agreed = slot.get() == 1;
        long day = slot.getLong();
        return Optional.of(new DaySalt(day, agreed, part(slot), part(slot), part(slot)));
    }

    private static byte[] part(ByteBuffer slot) {
        byte[] part = new byte[slot.get() & 0xff];
        slot.get(part);
        return part;
    }

    private static int sum(byte[] slot) {
        CRC32C crc = new CRC32C();
        crc.update(slot, 0, SUM_AT);
        return (int) crc.getValue();
    }
}
