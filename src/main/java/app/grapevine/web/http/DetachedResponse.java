package app.grapevine.web.http;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * A response whose thread need not wait until its client has read it: an answer that is written whole is copied, and sent by
 * the server's own threads. So a client that reads nothing holds no thread. Of what is long, is flushed, or comes bit by bit,
 * the thread waits for each part. Used by one thread at a time.
 */
final class DetachedResponse extends Response.Wrapper implements Callback {
    /** Longer answers are sent as they are written. What is written whole is as long at most as the buffer for it. */
    static final int MOST = 64 * 1024;
    /** What all that is kept may take together; beyond it, answers are sent as they are written. */
    private static final int MOST_OF_ALL = 16 * 1024 * 1024;

    private static final AtomicInteger ALL = new AtomicInteger();

    private final Callback callback;
    /** What has still to happen before the request is done: its handling, and the sending of what was kept. */
    private final AtomicInteger open = new AtomicInteger(1);

    private volatile @Nullable Throwable failure;

    /** @param callback of the request; this is to be handed on in its place */
    DetachedResponse(Request request, Response wrapped, Callback callback) {
        super(request, wrapped);
        this.callback = callback;
    }

    @Override
    public void write(boolean last, ByteBuffer content, Callback written) {
        int length = content == null ? 0 : content.remaining();
        if (!last || isCommitted() || length == 0 || length > MOST || !reserve(length)) {
            super.write(last, content, written);
            return;
        }
        byte[] kept = new byte[length];
        content.get(kept);
        open.incrementAndGet();
        super.write(true, ByteBuffer.wrap(kept), Callback.from(() -> sent(length, null), e -> sent(length, e)));
        written.succeeded();
    }

    private static boolean reserve(int length) {
        if (ALL.addAndGet(length) > MOST_OF_ALL) {
            ALL.addAndGet(-length);
            return false;
        }
        return true;
    }

    private void sent(int length, @Nullable Throwable e) {
        ALL.addAndGet(-length);
        end(e);
    }

    /** The request was handled. */
    @Override
    public void succeeded() {
        end(null);
    }

    /** The request was not handled. */
    @Override
    public void failed(Throwable e) {
        end(e);
    }

    private void end(@Nullable Throwable e) {
        if (e != null) {
            failure = e;
        }
        if (open.decrementAndGet() == 0) {
            Throwable first = failure;
            if (first == null) {
                callback.succeeded();
            } else {
                callback.failed(first);
            }
        }
    }
}
