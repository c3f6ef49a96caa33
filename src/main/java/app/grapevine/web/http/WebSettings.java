package app.grapevine.web.http;

import java.time.Duration;

/**
 * How patient the server is.
 *
 * @param idle how long a connection may rest, and a read or a write may wait
 * @param headers within what time the head of a request has to arrive once it has begun
 * @param stop how long requests in flight are given to end when the server stops
 */
public record WebSettings(Duration idle, Duration headers, Duration stop) {
    public static final WebSettings DEFAULT =
            new WebSettings(Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofSeconds(8));
}
