package app.grapevine.backup;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Passes on what is written to it, and says what it was; closing it does not close what is behind it. For one thread. */
final class DigestingStream extends FilterOutputStream {
    interface Watch {
        void look() throws IOException;
    }

    private final Watch watch;
    private final MessageDigest digest;
    private long length;

    /** @param watch is asked before each write, and may end it */
    DigestingStream(OutputStream out, Watch watch) {
        super(out);
        this.watch = watch;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        watch.look();
        out.write(bytes, from, count);
        digest.update(bytes, from, count);
        length += count;
    }

    /** What was written as the manifest tells it. To be asked once. */
    Manifest.Entry entry(String name) {
        return new Manifest.Entry(HexFormat.of().formatHex(digest.digest()), length, name);
    }

    @Override
    public void close() throws IOException {
        flush();
    }
}
