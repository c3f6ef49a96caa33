package app.grapevine.web.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;
import org.jspecify.annotations.Nullable;

/**
 * Hands a request on when its body is there, or the beginning of a long one, so that a client that sends slowly holds no
 * thread. Unlike Jetty's own handler it copies what came, for a byte on its own would keep a whole buffer; and it ends a
 * request whose body is waited for in vain. Safe for use by many threads.
 */
final class EagerBodies extends Handler.Wrapper {
    /** Of a body this much is there before it is handed on. */
    private static final int MOST = 16 * 1024;
    /** What all beginnings may take together; beyond it requests are handed on, and a thread waits for what is missing. */
    private static final int MOST_OF_ALL = 16 * 1024 * 1024;

    private static final AtomicInteger ALL = new AtomicInteger();

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        HttpFields headers = request.getHeaders();
        if (headers.getLongField(HttpHeader.CONTENT_LENGTH) <= 0 && !headers.contains(HttpHeader.TRANSFER_ENCODING)) {
            return super.handle(request, response, callback);
        }
        new Loading(request, response, ClientEndPoint.of(request).inHand(callback)).run();
        return true;
    }

    private boolean handOn(Request request, Response response, Callback callback) throws Exception {
        return super.handle(request, response, callback);
    }

    /** The beginning of a body that is coming in. Used by one thread at a time. */
    private final class Loading implements Invocable.Task {
        private final Request request;
        private final Response response;
        private final Callback callback;
        private final ByteArrayOutputStream begin = new ByteArrayOutputStream();
        private boolean isWhole;

        private Loading(Request request, Response response, Callback callback) {
            this.request = request;
            this.response = response;
            this.callback = callback;
        }

        @Override
        public InvocationType getInvocationType() {
            return InvocationType.NON_BLOCKING;
        }

        @Override
        public void run() {
            while (!isWhole && begin.size() < MOST && ALL.get() < MOST_OF_ALL) {
                Content.Chunk chunk = request.read();
                if (chunk == null) {
                    request.demand(this);
                    return;
                }
                if (Content.Chunk.isFailure(chunk)) {
                    ALL.addAndGet(-begin.size());
                    fail(chunk.getFailure());
                    return;
                }
                take(chunk);
            }
            ALL.addAndGet(-begin.size());
            try {
                Begun begun = new Begun(request, begin.toByteArray(), isWhole);
                if (!handOn(begun, response, callback)) {
                    Response.writeError(request, response, callback, 404);
                }
            } catch (Exception e) {
                Response.writeError(request, response, callback, e);
            }
        }

        private void fail(Throwable failure) {
            if (failure instanceof ClosedChannelException) {
                callback.failed(new EofException(failure)); // nobody is there to be told
            } else if (failure instanceof EOFException) {
                Response.writeError(request, response, callback, HttpStatus.BAD_REQUEST_400);
            } else {
                Response.writeError(request, response, callback, failure);
            }
        }

        private void take(Content.Chunk chunk) {
            byte[] bytes = new byte[chunk.remaining()];
            chunk.getByteBuffer().get(bytes);
            begin.writeBytes(bytes);
            ALL.addAndGet(bytes.length);
            isWhole = chunk.isLast();
            chunk.release();
        }
    }

    /** A request of which the beginning of the body was read. */
    private static final class Begun extends Request.Wrapper {
        private final boolean isWhole;
        private Content.@Nullable Chunk begin;

        private Begun(Request wrapped, byte[] begin, boolean isWhole) {
            super(wrapped);
            this.isWhole = isWhole;
            this.begin = isWhole || begin.length > 0 ? Content.Chunk.from(ByteBuffer.wrap(begin), isWhole) : null;
        }

        @Override
        public Content.@Nullable Chunk read() {
            Content.Chunk first = begin;
            if (first != null) {
                begin = null;
                return first;
            }
            return isWhole ? Content.Chunk.EOF : super.read();
        }

        @Override
        public void demand(Runnable demand) {
            if (begin != null || isWhole) {
                demand.run();
            } else {
                super.demand(demand);
            }
        }
    }
}
