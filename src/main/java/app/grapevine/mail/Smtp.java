package app.grapevine.mail;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.Map;
import java.util.Properties;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/**
 * Sends letters by SMTP (RFC 5321), each over a connection of its own: there are few, and a server that was away is simply tried
 * again. Text and HTML are alternatives (RFC 2046, section 5.1.4); headers say that a program wrote it (RFC 3834), so that no
 * absence note answers. Safe for use by many threads.
 */
public final class Smtp {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    /** Between two answers of the server; RFC 5321 asks for patience of minutes, at the end of the text above all. */
    private static final Duration ANSWER = Duration.ofSeconds(60);

    /** What the library's properties for this protocol begin with. */
    private static final String OF_SMTP = "mail.smtp.";

    private static final int FOR_GOOD = 500;
    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private final MailSettings settings;
    private final Session session;

    public Smtp(MailSettings settings) {
        this(settings, null);
    }

    /** One that a test has in hand. @param trust makes connections to whom it trusts; null for whom this machine trusts */
    Smtp(MailSettings settings, @Nullable SSLSocketFactory trust) {
        this.settings = settings;
        Properties properties = properties(settings);
        if (trust != null) {
            properties.put(OF_SMTP + "ssl.socketFactory", trust);
        }
        this.session = Session.getInstance(properties);
    }

    private static Properties properties(MailSettings settings) {
        boolean starts = settings.tls() == MailSettings.Tls.STARTTLS;
        Map<String, Object> values = Map.of(
                "localhost",
                settings.self(),
                "connectiontimeout",
                CONNECT.toMillis(),
                "timeout",
                ANSWER.toMillis(),
                "writetimeout",
                ANSWER.toMillis(),
                "auth",
                settings.user() != null,
                "starttls.enable",
                starts,
                "starttls.required",
                starts,
                "ssl.enable",
                settings.tls() == MailSettings.Tls.TLS,
                "ssl.checkserveridentity",
                true,
                // Its default waits for a goodbye that some servers never say.
                "quitwait",
                false);
        Properties properties = new Properties();
        values.forEach((name, value) -> properties.setProperty(OF_SMTP + name, value.toString()));
        return properties;
    }

    /** Sends a letter once. What fails is told by the outcome alone: words of servers name addresses. */
    public MailOutcome send(Letter letter) {
        try (Transport transport = session.getTransport("smtp")) {
            MimeMessage message = message(letter);
            transport.connect(settings.host(), settings.port(), settings.user(), settings.password());
            transport.sendMessage(message, message.getAllRecipients());
            return MailOutcome.ACCEPTED;
        } catch (MessagingException e) {
            return outcome(e);
        }
    }

    private MimeMessage message(Letter letter) throws MessagingException {
        MimeMessage message = new Identified(
                session, letter.id() + "@" + settings.from().address().domain());
        message.setFrom(from());
        message.setRecipient(
                Message.RecipientType.TO, new InternetAddress(letter.to().text()));
        message.setSubject(oneLine(letter.subject()), UTF_8);
        message.setSentDate(Date.from(letter.at()));
        message.setHeader("Auto-Submitted", "auto-generated");
        if (letter.unsubscribe() != null) {
            message.setHeader("List-Unsubscribe", "<" + letter.unsubscribe() + ">");
            message.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
        MimeBodyPart text = new MimeBodyPart();
        text.setText(letter.text(), UTF_8, "plain");
        MimeBodyPart html = new MimeBodyPart();
        html.setText(letter.html(), UTF_8, "html");
        message.setContent(new MimeMultipart("alternative", text, html));
        message.saveChanges();
        return message;
    }

    private InternetAddress from() throws MessagingException {
        try {
            return new InternetAddress(
                    settings.from().address().text(), settings.from().name(), UTF_8);
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Without what would end a header or turn the text around it. */
    private static String oneLine(String text) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029 ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
    }

    private static MailOutcome outcome(MessagingException failure) {
        for (Throwable cause = failure; cause != null; cause = next(cause)) {
            int code = code(cause);
            if (code > 0) {
                return code >= FOR_GOOD ? MailOutcome.REFUSED : MailOutcome.DEFERRED;
            }
            if (cause instanceof AuthenticationFailedException) {
                return MailOutcome.LOGIN_REFUSED;
            }
            if (cause instanceof SSLException || saysNoTls(cause)) {
                return MailOutcome.NO_TLS;
            }
        }
        return MailOutcome.UNREACHABLE;
    }

    /** What the server answered; 0 where this is no answer of one. */
    private static int code(Throwable cause) {
        if (cause instanceof SMTPAddressFailedException e) {
            return e.getReturnCode();
        }
        if (cause instanceof SMTPSenderFailedException e) {
            return e.getReturnCode();
        }
        // Of refused readers the address tells more than the whole, which is looked at first.
        return cause instanceof SMTPSendFailedException e && e.getNextException() == null ? e.getReturnCode() : 0;
    }

    /** There is no type for it: "STARTTLS is required but host does not support STARTTLS". */
    private static boolean saysNoTls(Throwable cause) {
        return cause instanceof MessagingException
                && String.valueOf(cause.getMessage()).startsWith("STARTTLS");
    }

    private static @Nullable Throwable next(Throwable cause) {
        return cause instanceof MessagingException chained ? chained.getNextException() : cause.getCause();
    }

    /** A message whose id is ours, so that one that is sent anew is the same to who gets it twice. */
    private static final class Identified extends MimeMessage {
        private final String id;

        Identified(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", "<" + id + ">");
        }
    }
}
