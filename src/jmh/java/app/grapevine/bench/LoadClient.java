package app.grapevine.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * One keep-alive connection to a server on this machine that sends prepared GETs and reads answers without a
 * body. As little work as can be, for client and server share the processors. Not safe for use by many
 * threads.
 */
final class LoadClient implements AutoCloseable {
    private static final byte[] STATUS = "HTTP/1.1 ".getBytes(StandardCharsets.US_ASCII);

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final byte[] buffer = new byte[16 * 1024];

    LoadClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(30_000);
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    /** A GET as a phone's browser sends it. */
    static byte[] get(int port, String path, String userAgent) {
        return ("GET " + path + " HTTP/1.1\r\nHost: localhost:" + port + "\r\nUser-Agent: " + userAgent
                        + "\r\nAccept: text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"
                        + "\r\nAccept-Language: it-IT,it;q=0.9,en;q=0.8"
                        + "\r\nAccept-Encoding: gzip, deflate\r\nSec-Fetch-Site: none\r\nSec-Fetch-Mode: navigate"
                        + "\r\nSec-Fetch-Dest: document\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /**
     * Sends {@code request} and waits for the whole head of the answer, which must have no body.
     *
     * @return the length of the head, which {@link #head} gives as text
     */
    int exchange(byte[] request) throws IOException {
        out.write(request);
        int length = 0;
        while (true) {
            int read = in.read(buffer, length, buffer.length - length);
            if (read < 0) {
                throw new EOFException("the server closed the connection");
            }
            length += read;
            if (length >= 4
                    && buffer[length - 1] == '\n'
                    && buffer[length - 2] == '\r'
                    && buffer[length - 3] == '\n'
                    && buffer[length - 4] == '\r') {
                return length;
            }
        }
    }

    int status() {
        int at = STATUS.length;
        return (buffer[at] - '0') * 100 + (buffer[at + 1] - '0') * 10 + (buffer[at + 2] - '0');
    }

    String head(int length) {
        return new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
