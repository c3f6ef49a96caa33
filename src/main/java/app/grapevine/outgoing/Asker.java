package app.grapevine.outgoing;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Asks an address by GET, and whoever it may lead to instead never. Safe for use by many threads. */
public interface Asker {
    /**
     * What came back.
     *
     * @param retryAfter what the header of that name says; null for none
     */
    record Answer(int status, @Nullable String retryAfter, byte[] body) {}

    /**
     * Asks once.
     *
     * @return the whole of the answer; or an {@link java.io.IOException} where there is none, or one that is too long or comes too
     *     late. To cancel it is to want it no more
     */
    CompletableFuture<Answer> ask(URI at, Map<String, String> headers);
}
