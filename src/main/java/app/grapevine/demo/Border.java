package app.grapevine.demo;

import app.grapevine.journal.Visit;
import app.grapevine.links.Link;
import java.net.InetAddress;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The service's border: makes of a request to a link what is recorded of it. */
public interface Border {
    /** @param head whether it is a HEAD request @param scanned whether it came by the link's QR code @param query the raw query, or null */
    Visit visit(
            long atMillis,
            Link link,
            boolean head,
            boolean scanned,
            Map<String, String> headers,
            @Nullable String query,
            InetAddress address);
}
