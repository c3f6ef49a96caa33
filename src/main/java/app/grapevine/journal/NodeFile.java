package app.grapevine.journal;

import app.grapevine.base.OwnerOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The node's id in the data directory: a random positive number, made once. */
final class NodeFile {
    private final Path dataDir;
    private final Path file;

    NodeFile(Path dataDir) {
        this.dataDir = dataDir;
        this.file = dataDir.resolve("node");
    }

    /** @throws JournalException if there is a file, and no id in it */
    Optional<Long> find() throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        String text = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
        try {
            long node = Long.parseLong(text);
            if (node > 0) {
                return Optional.of(node);
            }
        } catch (NumberFormatException e) {
            // Reported below, as any other text.
        }
        throw new JournalException(file + " holds no node id");
    }

    /** Written aside and then renamed, so that a crash leaves it whole or absent. */
    void write(long node) throws IOException {
        Path aside = file.resolveSibling("node.new");
        try (FileChannel channel = OwnerOnly.open(
                aside, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer text = ByteBuffer.wrap((node + "\n").getBytes(StandardCharsets.US_ASCII));
            while (text.hasRemaining()) {
                channel.write(text);
            }
            channel.force(true);
        }
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
        force(dataDir);
    }

    /** Makes the making and deleting of files in {@code directory} survive a power cut. */
    static void force(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
