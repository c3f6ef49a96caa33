package app.grapevine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLServerSocket;

/**
 * A proxy that ends TLS before the service, with a certificate of the test's own, and says so in X-Forwarded-Proto. One
 * request a connection, without a body: what a browser asks for by following a link.
 */
final class TlsFront implements AutoCloseable {
    private static final int MAX_HEAD = 32_768;

    private final SSLServerSocket listening;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final int behind;

    /** @param behind the port of the service, on this machine */
    TlsFront(int behind) {
        this.behind = behind;
        try {
            listening = (SSLServerSocket) new TestCertificate("localhost")
                    .ofServer()
                    .getServerSocketFactory()
                    .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        threads.execute(this::accept);
    }

    URI uri(String path) {
        return URI.create("https://localhost:" + listening.getLocalPort() + path);
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                threads.execute(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket service = new Socket(InetAddress.getLoopbackAddress(), behind)) {
            String head = head(client.getInputStream());
            if (head.isEmpty()) {
                return;
            }
            OutputStream to = service.getOutputStream();
            to.write(head.replaceFirst("\r\n", "\r\nX-Forwarded-Proto: https\r\n")
                    .replaceAll("(?i)\r\nConnection: [^\r]*", "")
                    .replaceFirst("\r\n\r\n$", "\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
            to.flush();
            service.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException e) {
            // The browser went away, as it does with connections that it opened ahead.
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int c;
        while ((c = in.read()) >= 0 && head.size() < MAX_HEAD) {
            head.write(c);
            String text = head.toString(StandardCharsets.ISO_8859_1);
            if (c == '\n' && text.endsWith("\r\n\r\n")) {
                return text;
            }
        }
        return "";
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        threads.shutdownNow();
    }
}
