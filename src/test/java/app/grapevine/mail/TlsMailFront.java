package app.grapevine.mail;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A server of mail with a certificate, before one that takes letters in the clear: it speaks TLS from the first byte, or from STARTTLS on
 * (RFC 3207), and takes nothing without.
 */
public final class TlsMailFront implements AutoCloseable {
    private final SSLContext tls;
    private final boolean startsInTheClear;
    private final int behind;
    private final ServerSocket listening;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger handshakes = new AtomicInteger();

    private TlsMailFront(SSLContext tls, boolean startsInTheClear, int behind) {
        this.tls = tls;
        this.startsInTheClear = startsInTheClear;
        this.behind = behind;
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        threads.execute(this::accept);
    }

    /** @param behind the port on this machine of the server that takes letters */
    public static TlsMailFront withStartTls(SSLContext tls, int behind) {
        return new TlsMailFront(tls, true, behind);
    }

    static TlsMailFront fromTheFirstByte(SSLContext tls, int behind) {
        return new TlsMailFront(tls, false, behind);
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** How many have succeeded. */
    public int handshakes() {
        return handshakes.get();
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
        try (client) {
            if (startsInTheClear && !asksForTls(client)) {
                return;
            }
            try (SSLSocket secure = (SSLSocket) tls.getSocketFactory().createSocket(client, null, true);
                    Socket mail = new Socket(InetAddress.getLoopbackAddress(), behind)) {
                secure.startHandshake();
                handshakes.incrementAndGet();
                if (startsInTheClear) {
                    line(mail.getInputStream()); // a greeting that the client has had
                }
                threads.execute(() -> copy(secure, mail));
                mail.getInputStream().transferTo(secure.getOutputStream());
            }
        } catch (IOException e) {
            // The client does not trust it, or has heard enough.
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // One of them has ended.
        }
    }

    private static boolean asksForTls(Socket client) throws IOException {
        OutputStream out = client.getOutputStream();
        say(out, "220 mail.example ESMTP");
        while (true) {
            String command = line(client.getInputStream()).toUpperCase(Locale.ROOT);
            if (command.startsWith("EHLO")) {
                say(out, "250-mail.example", "250 STARTTLS");
            } else if (command.equals("STARTTLS")) {
                say(out, "220 go ahead");
                return true;
            } else if (command.isEmpty() || command.equals("QUIT")) {
                return false;
            } else {
                say(out, "530 5.7.0 Must issue a STARTTLS command first");
            }
        }
    }

    private static void say(OutputStream out, String... lines) throws IOException {
        out.write((String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /** Not a byte further, for what comes behind it may be TLS. */
    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            line.append((char) c);
        }
        return line.toString().strip();
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
