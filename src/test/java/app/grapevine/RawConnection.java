package app.grapevine;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sends bytes as they are, which clients of HTTP that know better would not, and reads what comes back. */
public final class RawConnection implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("(?im)^content-length: (\\d+)");
    private static final int PATIENCE_MILLIS = 30_000;

    private final Socket socket;
    private final InputStream in;

    public RawConnection(int port) throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /**
     * An answer.
     *
     * @param status 0 where there was none
     * @param isOpen whether the connection can be used again
     */
    public record Answer(int status, String head, String body, boolean isOpen) {}

    /** @param request with {@code \r\n}; each character is a byte */
    public Answer ask(String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        String head = head();
        while (head.startsWith("HTTP/1.1 100")) {
            head = head();
        }
        if (head.isEmpty()) {
            return new Answer(0, head, "", false);
        }
        int status = Integer.parseInt(head.substring(9, 12));
        Matcher length = LENGTH.matcher(head);
        String body;
        boolean isOpen = true;
        if (status == 204 || status == 304 || request.startsWith("HEAD ")) {
            body = ""; // whatever the head says
        } else if (length.find()) {
            body = text(in.readNBytes(Integer.parseInt(length.group(1))));
        } else if (head.toLowerCase(Locale.ROOT).contains("\ntransfer-encoding: chunked")) {
            body = chunks();
        } else {
            body = text(in.readAllBytes());
            isOpen = false;
        }
        boolean isClosed = head.toLowerCase(Locale.ROOT).contains("\nconnection: close");
        return new Answer(status, head, body, isOpen && !isClosed);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private String chunks() throws IOException {
        StringBuilder body = new StringBuilder();
        int size;
        do {
            size = Integer.parseInt(line().strip(), 16);
            body.append(text(in.readNBytes(size)));
            line();
        } while (size > 0);
        return body.toString();
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.append((char) next);
        }
        return line.toString();
    }

    /** With the empty line at its end; empty where the server has closed the connection. */
    private String head() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.append((char) next);
        }
        return head.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
