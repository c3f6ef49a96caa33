package app.grapevine.web.admin;

import app.grapevine.client.UnreachableException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;

/** Asks a running service for a copy of its data. */
public final class BackupClient {
    private final AdminClient client;

    /** Takes what comes. */
    public interface Taking {
        void from(InputStream zip) throws IOException;
    }

    /**
     * @param service such as {@code http://localhost:8080}
     * @param key an API key with the scope admin
     */
    public BackupClient(URI service, String key) {
        this.client = new AdminClient(service, key);
    }

    /**
     * Fetches one, see {@code GET /api/v1/backup}.
     *
     * @throws DeclinedException if the service does not give it
     * @throws UnreachableException if nobody answers
     * @throws IOException where it breaks off, or {@code taking} fails
     */
    public void fetch(Taking taking) throws IOException, InterruptedException {
        try (InputStream zip = client.stream(BackupApi.PATH)) {
            taking.from(zip);
        }
    }
}
