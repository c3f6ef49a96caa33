package app.grapevine.ops;

import app.grapevine.base.OwnerOnly;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes from group and others what a directory and all below it give them: earlier versions left that to the umask. Symbolic
 * links are not followed, for where they lead is not this service's to close. What the owner may do stays. For one thread.
 */
final class Tightening extends SimpleFileVisitor<Path> {
    private static final Logger LOG = LoggerFactory.getLogger(Tightening.class);
    private static final Set<PosixFilePermission> OWNERS = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private final Path root;
    private int changed;
    private int refused;
    private @Nullable Path firstRefused;
    private String reason = "";

    private Tightening(Path root) {
        this.root = root;
    }

    /** Does what can be done; what cannot is told by {@link #log}. */
    static Tightening of(Path root) throws IOException {
        Tightening tightening = new Tightening(root);
        if (OwnerOnly.isKnownTo(root)) {
            Files.walkFileTree(root.toRealPath(), tightening);
        }
        return tightening;
    }

    /** One line of what was changed, and one of what could not be, if there is any. */
    void log() {
        if (changed > 0) {
            LOG.info(
                    "{}: {} files and directories in {} could be read by others on this machine, and are now their owner's"
                            + " alone (700, 600)",
                    KnownSettings.DATA_DIR.name(),
                    changed,
                    root);
        }
        if (refused > 0) {
            LOG.warn(
                    "{}: others on this machine may be able to read {}{}, and that could not be changed: {}",
                    KnownSettings.DATA_DIR.name(),
                    firstRefused,
                    refused == 1 ? "" : " and " + (refused - 1) + " more",
                    reason);
        }
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
        return tighten(directory);
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        return attributes.isSymbolicLink() ? FileVisitResult.CONTINUE : tighten(file);
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
        return refused(file, e);
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) {
        return e == null ? FileVisitResult.CONTINUE : refused(directory, e);
    }

    private FileVisitResult tighten(Path path) {
        try {
            Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
            permissions.addAll(Files.getPosixFilePermissions(path));
            if (permissions.retainAll(OWNERS)) {
                Files.setPosixFilePermissions(path, permissions);
                changed++;
            }
            return FileVisitResult.CONTINUE;
        } catch (IOException | UnsupportedOperationException e) {
            return refused(path, e);
        }
    }

    private FileVisitResult refused(Path path, Exception e) {
        if (e instanceof NoSuchFileException) {
            return FileVisitResult.CONTINUE; // another took it away meanwhile
        }
        if (firstRefused == null) {
            firstRefused = path;
            reason = e.toString();
        }
        refused++;
        return FileVisitResult.CONTINUE;
    }
}
