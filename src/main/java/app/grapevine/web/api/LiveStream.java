package app.grapevine.web.api;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One answer of server-sent events (WHATWG HTML, section 9.2), written as fast as its client takes it and no faster:
 * nobody waits for the client, and no thread is held between events. What the client has not taken is kept up to a
 * bound; a client that is behind it is cut off, and comes again. Safe for use by many threads.
 */
final class LiveStream implements WriteListener {
    private static final Logger LOG = LoggerFactory.getLogger(LiveStream.class);
    /** Some hundred events. */
    private static final int MOST_WAITING_BYTES = 256 * 1024;

    private final ServletOutputStream out;
    private final Runnable cut;
    private final CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private int waitingBytes;
    /** Whether the container has said that it may be written. */
    private boolean begun;
    /** Whether something was written since the last flush. */
    private boolean unflushed;
    /** Whether it ends when all is written. */
    private boolean ending;
    /** Set once, by whoever ends it: behind the end, the connection may be another answer's. */
    private boolean over;

    /** @param cut ends the connection at once */
    LiveStream(ServletOutputStream out, Runnable cut) {
        this.out = out;
        this.cut = cut;
    }

    /** Begins to write, in a request that is asynchronous; what is returned is done when the answer is at its end. */
    CompletableFuture<@Nullable Void> begin() {
        out.setWriteListener(this);
        return end;
    }

    /** Sends an event. @param data without line breaks */
    void event(String name, String data) {
        send("event: " + name + "\ndata: " + data + "\n\n");
    }

    /** Sends what clients pass over. */
    void comment(String text) {
        send(": " + text + "\n\n");
    }

    private void send(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        boolean behind;
        synchronized (this) {
            if (ending || over) {
                return;
            }
            waiting.add(bytes);
            waitingBytes += bytes.length;
            behind = waitingBytes > MOST_WAITING_BYTES;
        }
        if (behind) {
            LOG.debug("a listener that does not read is cut off");
            cutOff();
        } else {
            write();
        }
    }

    /** Ends it: in order if the client has taken all that was sent, and else at once. */
    void close() {
        synchronized (this) {
            ending = true;
        }
        write();
        cutOff();
    }

    /** Whether nothing can be sent any more. */
    synchronized boolean isOver() {
        return over;
    }

    private synchronized boolean finish() {
        boolean first = !over;
        over = true;
        return first;
    }

    private void cutOff() {
        if (finish()) {
            cut.run();
            end.complete(null);
        }
    }

    @Override
    public void onWritePossible() {
        synchronized (this) {
            begun = true;
        }
        write();
    }

    private void write() {
        boolean ends;
        try {
            ends = writeWhatIsTaken();
        } catch (IOException | IllegalStateException e) {
            onError(e);
            return;
        }
        if (ends && finish()) {
            end.complete(null);
        }
    }

    /** Whether all is written, and it is to end. */
    private synchronized boolean writeWhatIsTaken() throws IOException {
        while (begun && !over && out.isReady()) {
            byte[] next = waiting.poll();
            if (next != null) {
                waitingBytes -= next.length;
                out.write(next);
                unflushed = true;
            } else if (unflushed) {
                unflushed = false;
                out.flush();
            } else {
                return ending;
            }
        }
        return false;
    }

    @Override
    public void onError(Throwable e) {
        if (finish()) {
            LOG.debug("a listener went away: {}", e.toString());
            end.complete(null);
        }
    }
}
