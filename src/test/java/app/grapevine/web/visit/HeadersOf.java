package app.grapevine.web.visit;

import app.grapevine.attribution.Attributor;
import app.grapevine.attribution.Signals;
import java.util.Map;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/** What the border makes of headers, for those who judge requests that nobody sent. */
public final class HeadersOf {
    private HeadersOf() {}

    /** @param headers with {@code X-Forwarded-Proto} as a proxy that is trusted would write it */
    public static Signals request(Attributor attributor, Map<String, String> headers) {
        HttpFields.Mutable fields = HttpFields.build();
        headers.forEach(fields::add);
        boolean https = "https".equals(fields.get(HttpHeader.X_FORWARDED_PROTO));
        return new HeaderReader(attributor).read(false, https, fields, null).signals();
    }
}
