package app.grapevine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Asks much on a few connections at once, and gathers what is wrong with any answer: a fault of the server's, a header that no
 * answer has, a control character in one.
 */
public final class HostileClient {
    private static final int CONNECTIONS = 4;
    private static final int TOLD = 30;

    /** What the service says to who asks for more passwords at once than it looks at. */
    private static final List<String> BUSY = List.of(
            "Too many people sign in at this moment.", "Too many passwords of links are looked at in this moment.");
    /** Those that answers have, in small letters; what somebody injects is another, or a cookie that is not ours. */
    private static final Set<String> HEADERS = Set.of(
            "accept-ranges",
            "access-control-allow-origin",
            "access-control-expose-headers",
            "allow",
            "cache-control",
            "connection",
            "content-disposition",
            "content-language",
            "content-length",
            "content-security-policy",
            "content-type",
            "cross-origin-opener-policy",
            "cross-origin-resource-policy",
            "date",
            "etag",
            "idempotent-replayed",
            "location",
            "permissions-policy",
            "referrer-policy",
            "retry-after",
            "set-cookie",
            "strict-transport-security",
            "transfer-encoding",
            "vary",
            "www-authenticate",
            "x-content-type-options",
            "x-robots-tag");

    private final int port;
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicLong addresses = new AtomicLong();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();

    public HostileClient(int port) {
        this.port = port;
    }

    /** What is to be asked, and what is wrong with its answer: null for nothing. */
    public interface Task {
        @Nullable
        String fault(Conversation conversation) throws IOException;
    }

    /** How many requests were made so far. */
    public int asked() {
        return asked.get();
    }

    /** What was wrong so far, the first of it. */
    public List<String> faults() {
        return faults.stream().limit(TOLD).toList();
    }

    public void run(List<Task> tasks) throws Exception {
        Queue<Task> left = new ConcurrentLinkedQueue<>(tasks);
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            List<Future<?>> workers = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                workers.add(threads.submit(() -> work(left)));
            }
            for (Future<?> worker : workers) {
                worker.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void work(Queue<Task> left) {
        try (Conversation conversation = new Conversation()) {
            for (Task task = left.poll(); task != null; task = left.poll()) {
                String fault = task.fault(conversation);
                if (fault != null) {
                    faults.add(fault);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A value of a header; null where the answer has none. */
    public static @Nullable String header(RawConnection.Answer answer, String name) {
        for (String line : answer.head().split("\r\n", -1)) {
            if (line.regionMatches(true, 0, name + ":", 0, name.length() + 1)) {
                return line.substring(name.length() + 1).strip();
            }
        }
        return null;
    }

    /** A text as a part of a path, or a value in a query or a form: all but letters and digits encoded. */
    public static String encoded(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = one > 0 && (Character.isLetterOrDigit(one) || one == '.' || one == '-' || one == '_');
            encoded.append(plain ? String.valueOf((char) one) : String.format("%%%02X", one & 0xff));
        }
        return encoded.toString();
    }

    /** A connection, which is begun anew where the server has closed it. */
    public final class Conversation implements AutoCloseable {
        private String previous = "";
        private RawConnection connection = new RawConnection(port);

        private Conversation() throws IOException {}

        /** @param headers lines, each with its end */
        public RawConnection.Answer ask(String method, String target, String headers, String body) throws IOException {
            // From as many networks as there are requests, lest one is told to wait.
            long address = addresses.incrementAndGet();
            String head = method + " " + target + " HTTP/1.1\r\nHost: go.example\r\nX-Forwarded-For: 2001:db8:"
                    + Long.toHexString(address & 0xffff) + "::1\r\n" + headers;
            boolean hasBody = method.startsWith("P");
            RawConnection.Answer answer =
                    connection.ask(head + (hasBody ? "Content-Length: " + body.length() + "\r\n\r\n" + body : "\r\n"));
            asked.incrementAndGet();
            if (!answer.isOpen() || answer.status() == 400) { // what is no HTTP in Jetty's eyes ends its connection
                connection.close();
                connection = new RawConnection(port);
            }
            if (isTurnedAway(answer)) {
                return ask(method, target, headers, body);
            }
            String fault = faultOf(answer);
            if (fault != null) {
                faults.add(fault + " for " + method + " " + target + " " + body + " after " + previous);
            }
            previous = target + answer.head();
            return answer;
        }

        /** With the admin's key and a body of JSON, in ASCII. */
        public RawConnection.Answer api(String method, String target, String body) throws IOException {
            return ask(
                    method,
                    target,
                    "Authorization: Bearer " + TestClient.ADMIN_KEY + "\r\nContent-Type: application/json\r\n",
                    body);
        }

        /** Who asks for more passwords at once than a slow machine works at is told to ask again, and does. */
        private static boolean isTurnedAway(RawConnection.Answer answer) {
            return answer.status() == 503 && BUSY.stream().anyMatch(answer.body()::contains);
        }

        private @Nullable String faultOf(RawConnection.Answer answer) {
            if (answer.status() == 0 || answer.status() >= 500) {
                return answer.status() + " " + answer.body();
            }
            String[] lines = answer.head().split("\r\n", -1);
            for (int i = 1; i < lines.length && !lines[i].isEmpty(); i++) {
                String name = lines[i].split(":", 2)[0].toLowerCase(Locale.ROOT);
                if (!HEADERS.contains(name) || lines[i].contains("gv_injected")) {
                    return "the header " + lines[i];
                }
                if (lines[i].chars().anyMatch(c -> c < ' ' || c > '~')) {
                    return "a control character in the header " + lines[i];
                }
            }
            return null;
        }

        @Override
        public void close() throws IOException {
            connection.close();
        }
    }
}
