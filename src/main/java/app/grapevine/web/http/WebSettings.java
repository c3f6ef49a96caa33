package app.grapevine.web.http;

import java.time.Duration;
import java.util.Set;

/**
 * How patient the server is, and how much it lets one client have.
 *
 * @param idle how long a connection may rest, and a read or a write may wait
 * @param headers within what time the head of a request has to arrive once it has begun
 * @param pace over what time a body, or an answer, must come or go at the least speed, see {@link SlowClients}
 * @param stop how long requests in flight are given to end when the server stops
 * @param connections how many there may be in all
 * @param connectionsOfAddress how many from one address that is not a trusted proxy's
 * @param threads that answer what recipients meet, and as many that answer all else
 * @param waiting how many requests may wait for one of these
 * @param perClient how many requests of one client may be answered at once or wait, of each of both kinds
 * @param origins whose pages may use the API with a key, see {@link CrossOrigin}
 */
public record WebSettings(
        Duration idle,
        Duration headers,
        Duration pace,
        Duration stop,
        int connections,
        int connectionsOfAddress,
        int threads,
        int waiting,
        int perClient,
        Set<String> origins) {
    public WebSettings {
        origins = Set.copyOf(origins);
    }

    /** Without pages of other origins. */
    public WebSettings(
            Duration idle,
            Duration headers,
            Duration pace,
            Duration stop,
            int connections,
            int connectionsOfAddress,
            int threads,
            int waiting,
            int perClient) {
        this(idle, headers, pace, stop, connections, connectionsOfAddress, threads, waiting, perClient, Set.of());
    }

    public static final WebSettings DEFAULT = new WebSettings(
            Duration.ofSeconds(30),
            Duration.ofSeconds(10),
            Duration.ofSeconds(20),
            Duration.ofSeconds(8),
            4096,
            256,
            128,
            2048,
            128);

    /** For the few who ask for health and metrics at a port of their own. */
    public static final WebSettings FEW =
            new WebSettings(DEFAULT.idle, DEFAULT.headers, DEFAULT.pace, Duration.ofSeconds(1), 64, 64, 4, 64, 64);

    /** The same, with other caps of connections. */
    public WebSettings connections(int inAll, int ofAddress) {
        return new WebSettings(idle, headers, pace, stop, inAll, ofAddress, threads, waiting, perClient, origins);
    }

    /** The same, with other patience. */
    public WebSettings patient(Duration idle, Duration headers, Duration pace) {
        return new WebSettings(
                idle, headers, pace, stop, connections, connectionsOfAddress, threads, waiting, perClient, origins);
    }

    /** The same, with pages of other origins. */
    public WebSettings origins(Set<String> others) {
        return new WebSettings(
                idle, headers, pace, stop, connections, connectionsOfAddress, threads, waiting, perClient, others);
    }
}
