package app.grapevine.client;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;

/**
 * One connection that is kept alive, for many requests whose answers have no body, one after the other. With as little
 * work of its own as can be, for it runs in the process of the server that it asks. Not safe for use by many threads.
 */
public final class KeptConnection implements AutoCloseable {
    private static final int HEAD_BYTES = 8 * 1024;
    /** Where the status stands: {@code HTTP/1.1 302}. */
    private static final int STATUS_AT = 9;

    private static final int TIMEOUT_MILLIS = 30_000;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final byte[] head = new byte[HEAD_BYTES];

    public KeptConnection(URI url) throws IOException {
        socket = new Socket(url.getHost(), url.getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    /** Sends {@code request} and gives the status of the answer, which has to end with its head. */
    public int ask(byte[] request) throws IOException {
        out.write(request);
        int length = 0;
        do {
            int read = in.read(head, length, head.length - length);
            if (read <= 0) {
                throw new EOFException("the connection was closed, or the answer has no end");
            }
            length += read;
        } while (!endsWithEmptyLine(length));
        return (head[STATUS_AT] - '0') * 100 + (head[STATUS_AT + 1] - '0') * 10 + (head[STATUS_AT + 2] - '0');
    }

    private boolean endsWithEmptyLine(int length) {
        return length > STATUS_AT + 4
                && head[length - 1] == '\n'
                && head[length - 2] == '\r'
                && head[length - 3] == '\n'
                && head[length - 4] == '\r';
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
