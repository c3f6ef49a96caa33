package app.grapevine.storage;

import app.grapevine.base.OwnerOnly;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * The disk as H2 sees it below the scheme {@value #SCHEME}: what it makes there, at whichever moment, is the owner's alone:
 * the database's file, whose chunks are checked ({@link CheckedFile}), the one that takes its place when it is compacted, its trace. Left to itself H2 makes them as the umask
 * has it. Temporary files are Java's, which are the owner's alone anyway.
 */
public final class OwnersFiles extends FilePathWrapper {
    static final String SCHEME = "owner";

    /** Makes the scheme known to H2 in this process. */
    static void register() {
        FilePath.register(new OwnersFiles());
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        if (!mode.equals("r")) {
            make();
        }
        return new CheckedFile(super.open(mode));
    }

    /** The file that takes another's place is on the disk before it does: else a power cut could leave neither. */
    @Override
    public void moveTo(FilePath target, boolean atomicReplace) {
        try {
            force(path());
            super.moveTo(target, atomicReplace);
            force(Objects.requireNonNull(path().toAbsolutePath().getParent()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public OutputStream newOutputStream(boolean append) throws IOException {
        make();
        return super.newOutputStream(append);
    }

    @Override
    public boolean createFile() {
        try {
            return make();
        } catch (IOException e) {
            return false; // as H2 has it of all file systems
        }
    }

    @Override
    public void createDirectory() {
        try {
            OwnerOnly.createDirectories(path());
        } catch (IOException e) {
            super.createDirectory(); // which says what is wrong in H2's words
        }
    }

    /** @return whether it was missing */
    private boolean make() throws IOException {
        try {
            OwnerOnly.createFile(path());
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    private Path path() {
        FilePath base = getBase();
        while (base instanceof FilePathWrapper wrapper) {
            base = wrapper.unwrap();
        }
        return Path.of(base.toString());
    }
}
