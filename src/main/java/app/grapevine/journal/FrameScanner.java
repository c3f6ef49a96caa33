package app.grapevine.journal;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Walks through the frames of a segment, and steps over what is damaged to the next frame that is intact. Not
 * safe for use by many threads; whoever appends to the file meanwhile does not disturb it.
 *
 * <p>After damage it tries every byte. What could be a frame by chance is ruled out by its sequence, which must
 * be one that this segment can hold, and then by its CRC.
 */
final class FrameScanner implements Closeable {
    private static final int BUFFER = 256 << 10;

    private final Segment segment;
    private final RandomAccessFile file;
    private final CRC32C crc = new CRC32C();
    private final byte[] buffer = new byte[BUFFER];
    private long bufferFrom;
    private int buffered;

    private long offset;
    private long skippedFrom;
    private long frameAt;
    private int payloadLength;
    private long sequence;

    /** Begins behind the header, or at 0 where that is to be looked at as damage. */
    FrameScanner(Segment segment, long from) throws IOException {
        this.segment = segment;
        this.file = new RandomAccessFile(segment.path.toFile(), "r");
        this.offset = from;
        this.sequence = segment.first - 1;
    }

    /**
     * Goes to the next intact frame that ends before {@code end}; false where there is none yet, and then the
     * place stays.
     */
    boolean next(long end) throws IOException {
        for (long at = offset; at + Frame.HEADER < end; at++) {
            if (isFrame(at, end)) {
                frameAt = at;
                skippedFrom = offset;
                offset = at + Frame.HEADER + payloadLength;
                return true;
            }
        }
        return false;
    }

    private boolean isFrame(long at, long end) throws IOException {
        int header = buffered(at, Frame.HEADER, end);
        int length = header < 0 ? -1 : Frame.payloadLength(buffer, header);
        if (length < 0 || at + Frame.HEADER + length > end) {
            return false;
        }
        long number = Frame.sequence(buffer, header);
        if (number <= sequence || number > segment.first + end / Frame.HEADER) {
            return false;
        }
        int begin = buffered(at, Frame.HEADER + length, end);
        if (begin < 0 || !Frame.isIntact(buffer, begin, length, crc)) {
            return false;
        }
        payloadLength = length;
        sequence = number;
        return true;
    }

    /** Where in the buffer {@code length} bytes of the file from {@code at} on are; -1 where the file ends before. */
    private int buffered(long at, int length, long end) throws IOException {
        if (at < bufferFrom || at + length > bufferFrom + buffered) {
            file.seek(at);
            bufferFrom = at;
            buffered = 0;
            int wanted = (int) Math.min(BUFFER, end - at);
            while (buffered < wanted) {
                int read = file.read(buffer, buffered, wanted - buffered);
                if (read < 0) {
                    break;
                }
                buffered += read;
            }
            if (length > buffered) {
                return -1;
            }
        }
        return (int) (at - bufferFrom);
    }

    long sequence() {
        return sequence;
    }

    byte[] payload() {
        int from = (int) (frameAt - bufferFrom) + Frame.HEADER;
        return Arrays.copyOfRange(buffer, from, from + payloadLength);
    }

    /** Behind the last frame found. */
    long offset() {
        return offset;
    }

    /** Where the damage before the frame begins; equal to {@link #frameAt} where there is none. */
    long skippedFrom() {
        return skippedFrom;
    }

    long frameAt() {
        return frameAt;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
