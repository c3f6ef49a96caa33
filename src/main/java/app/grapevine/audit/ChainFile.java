package app.grapevine.audit;

import app.grapevine.base.Base62;
import app.grapevine.base.OwnerOnly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;

/**
 * The name of a data directory's chain, made once, in its file {@code audit-chain}: what runs on the directory, service or
 * command, goes on with one chain. Where the file is lost, or is no name, another chain begins.
 */
final class ChainFile {
    private static final int LENGTH = 11;

    private ChainFile() {}

    /** @param dataDir held by this process */
    static String name(Path dataDir) {
        Path file = dataDir.resolve("audit-chain");
        try {
            String known = Files.exists(file)
                    ? Files.readString(file, StandardCharsets.ISO_8859_1).strip()
                    : "";
            return known.matches("[0-9A-Za-z]{" + LENGTH + "}") ? known : made(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A name for what runs once and holds no data directory. */
    static String random() {
        return Base62.random(new SecureRandom(), LENGTH);
    }

    /** Written aside and then renamed, so that a crash leaves it whole or absent. */
    private static String made(Path file) throws IOException {
        String name = random();
        Path aside = file.resolveSibling("audit-chain.new");
        try (FileChannel channel = OwnerOnly.open(
                aside, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            channel.write(ByteBuffer.wrap((name + "\n").getBytes(StandardCharsets.US_ASCII)));
            channel.force(true);
        }
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
        return name;
    }
}
