package app.grapevine.web.http;

import io.javalin.config.Key;
import io.javalin.http.Context;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Answers with what is the same for all, on the thread that read the request: nothing waits, neither for what is made already
 * nor for who reads it, so that the largest of our files hold no thread and take no memory for who does not read them. Safe
 * for use by many threads.
 */
final class StaticAnswers extends Handler.Wrapper {
    static final Key<StaticAnswers> KEY = new Key<>("static-answers");

    private final Map<String, Content> files = new ConcurrentHashMap<>();

    /** What is the same for all, and made already. */
    interface Content {
        /** @param known the tags of what the browser has; {@code accepted} the encodings that it takes */
        Answer answer(@Nullable String known, @Nullable String accepted);
    }

    /** @param body to be read by whoever duplicates it; outside of the heap, from where it need not be copied to be sent */
    record Answer(int status, Map<String, String> headers, ByteBuffer body) {}

    /** From now on {@code file} is answered here. */
    static void remember(Context ctx, String path, Content file) {
        ctx.appData(KEY).files.put(path, file);
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Content file = files.get(request.getHttpURI().getPath());
        boolean isHead = HttpMethod.HEAD.is(request.getMethod());
        if (file == null || !(isHead || HttpMethod.GET.is(request.getMethod()))) {
            return super.handle(request, response, callback);
        }
        HttpFields asked = request.getHeaders();
        Answer answer = file.answer(asked.get(HttpHeader.IF_NONE_MATCH), asked.get(HttpHeader.ACCEPT_ENCODING));
        response.setStatus(answer.status());
        answer.headers().forEach(response.getHeaders()::put);
        response.write(true, isHead ? null : answer.body().duplicate(), callback);
        return true;
    }
}
