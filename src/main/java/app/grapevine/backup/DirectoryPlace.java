package app.grapevine.backup;

import app.grapevine.base.OwnerOnly;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/** A directory; what is written there is its owner's alone, and on the disk when it is closed. */
public final class DirectoryPlace implements Place {
    private final Path directory;

    /** Makes the directory. */
    public DirectoryPlace(Path directory) throws IOException {
        OwnerOnly.createDirectories(directory);
        this.directory = directory;
    }

    @Override
    public OutputStream begin(String name) throws IOException {
        Path file = directory.resolve(name);
        OwnerOnly.createDirectories(Objects.requireNonNull(file.getParent()));
        FileChannel channel = OwnerOnly.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return new FilterOutputStream(Channels.newOutputStream(channel)) {
            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                out.write(bytes, from, length);
            }

            @Override
            public void close() throws IOException {
                channel.force(true);
                super.close();
            }
        };
    }

    @Override
    public void close() {
        // nothing is open between files
    }
}
