package app.grapevine.mail;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.BodyPart;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A real SMTP server of a test, on a free port of this machine, that keeps what it takes and can go away and come back. */
public final class MailBox implements AutoCloseable {
    private GreenMail server;
    private final int port;
    private final List<Received> before = new ArrayList<>();

    public MailBox() {
        server = server(ServerSetup.PROTOCOL_SMTP, 0);
        server.start();
        port = server.getSmtp().getPort();
    }

    /** One that is given time to begin: several processes share the machine. @param port 0 for a free one */
    static GreenMail server(String protocol, int port) {
        ServerSetup setup = new ServerSetup(port, "127.0.0.1", protocol);
        setup.setServerStartupTimeout(30_000);
        return new GreenMail(setup);
    }

    /** What was taken, as its reader's program sees it. */
    public record Received(
            String to, String subject, String text, String html, Map<String, String> headers, String raw) {
        /** The first address in it that begins so. */
        public String address(String begin) {
            int from = text.indexOf(begin);
            int to = from;
            while (from >= 0 && to < text.length() && !Character.isWhitespace(text.charAt(to))) {
                to++;
            }
            return from < 0 ? "" : text.substring(from, to);
        }
    }

    public int port() {
        return port;
    }

    /** The settings of a service that sends by it. */
    public Map<String, String> settings() {
        return Map.of(
                "mail.host",
                "127.0.0.1",
                "mail.port",
                Integer.toString(port),
                "mail.tls",
                "none",
                "mail.from",
                "Grapevine <grapevine@example.com>");
    }

    /** All that was taken since the begin, in its order. */
    public List<Received> received() {
        List<Received> all = new ArrayList<>(before);
        for (MimeMessage message : server.getReceivedMessages()) {
            all.add(read(message));
        }
        return all;
    }

    /** The last that was taken. */
    public Received last() {
        List<Received> all = received();
        if (all.isEmpty()) {
            throw new AssertionError("nothing was received");
        }
        return all.get(all.size() - 1);
    }

    private static Received read(MimeMessage message) {
        try {
            MimeMultipart parts = (MimeMultipart) message.getContent();
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            message.getAllHeaders()
                    .asIterator()
                    .forEachRemaining(
                            header -> headers.merge(header.getName(), header.getValue(), (a, b) -> a + "\n" + b));
            return new Received(
                    message.getRecipients(Message.RecipientType.TO)[0].toString(),
                    message.getSubject(),
                    content(parts.getBodyPart(0)),
                    content(parts.getBodyPart(1)),
                    headers,
                    GreenMailUtil.getWholeMessage(message));
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String content(BodyPart part) throws MessagingException, IOException {
        return String.valueOf(part.getContent()).replace("\r\n", "\n");
    }

    /** Goes away: nobody listens at its port. */
    public void stop() {
        for (MimeMessage message : server.getReceivedMessages()) {
            before.add(read(message));
        }
        server.stop();
    }

    /** Comes back, at the same port. */
    public void restart() {
        server = server(ServerSetup.PROTOCOL_SMTP, port);
        server.start();
    }

    @Override
    public void close() {
        server.stop();
    }
}
