package app.grapevine.outgoing;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks an address by GET, and whoever it may lead to instead never. */
public interface Asker {
    /**
     * What came back.
     *
     * @param retryAfter what the header of that name says; null for none
     */
    record Answer(int status, @Nullable String retryAfter, byte[] body) {}

    /**
     * Asks once, and waits for the whole of the answer.
     *
     * @throws IOException where there is none, or one that is too long or comes too late
     */
    Answer get(URI at, Map<String, String> headers) throws IOException, InterruptedException;
}
