package app.grapevine.moves;

import app.grapevine.base.OwnerOnly;
import app.grapevine.moving.Planned;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What became of each link, in a file, for there may be millions. Written by one thread; what is {@link #flush flushed} can be
 * read by others meanwhile.
 */
final class MoveReport implements AutoCloseable {
    private static final int AT_ONCE = 500;
    /** As long a text is told; one of {@link DataOutputStream#writeUTF} takes up to three bytes a character, and 65,535. */
    private static final int LONGEST = 20_000;

    private final Path file;
    private final FileChannel channel;
    private final DataOutputStream out;
    private long flushed;

    MoveReport(Path file) throws IOException {
        this.file = file;
        this.channel = OwnerOnly.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        this.out = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel)));
    }

    void add(Planned planned) throws IOException {
        String why = planned.refusal() == null ? notes(planned) : planned.refusal();
        for (String text : new @Nullable String[] {
            planned.outcome().label(), planned.place(), planned.shortUrl(), planned.destination(), why
        }) {
            out.writeUTF(text == null ? "" : text.length() <= LONGEST ? text : text.substring(0, LONGEST));
        }
    }

    private static String notes(Planned planned) {
        return planned.notes().stream().map(Planned.Note::text).collect(Collectors.joining("; "));
    }

    void flush() throws IOException {
        out.flush();
        synchronized (this) {
            flushed = channel.position();
        }
    }

    private synchronized long flushed() {
        return flushed;
    }

    /** What reads it from its begin, up to what is flushed now: some lines whenever it is asked, and none at the end. */
    Reader reader() {
        return new Reader(file, flushed());
    }

    /** Used by one thread. */
    static final class Reader {
        private final Path file;
        private final long end;
        private long at;

        private Reader(Path file, long end) {
            this.file = file;
            this.end = end;
        }

        /** The file is open no longer than this takes, so that nothing is left of a reader that goes away. */
        List<MoveLine> next() {
            List<MoveLine> lines = new ArrayList<>();
            if (at >= end) {
                return lines;
            }
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                channel.position(at);
                Counting counting = new Counting(channel);
                while (lines.size() < AT_ONCE && at + counting.read() < end) {
                    lines.add(counting.line());
                }
                at += counting.read();
                return lines;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Knows how many bytes its lines took. */
    private static final class Counting {
        private final DataInputStream in;
        private long read;

        Counting(FileChannel channel) {
            in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel)));
        }

        long read() {
            return read;
        }

        MoveLine line() throws IOException {
            return new MoveLine(text(), text(), text(), text(), text());
        }

        private String text() throws IOException {
            in.mark(2);
            int length = in.readUnsignedShort();
            in.reset();
            read += length + 2L;
            return in.readUTF();
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
