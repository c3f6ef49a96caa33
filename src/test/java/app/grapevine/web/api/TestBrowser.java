package app.grapevine.web.api;

import app.grapevine.TestClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** A browser that shows a page of the service: it has no key, keeps the session's cookie, and says where it asks from. */
final class TestBrowser {
    private final TestClient server;
    private final Map<String, String> headers = new LinkedHashMap<>(Map.of("Sec-Fetch-Site", "same-origin"));
    private String cookie;
    private String device;

    TestBrowser(TestClient server) {
        this.server = server;
    }

    /** Sends a header with every request from now on; null leaves it out. */
    TestBrowser with(String name, String value) {
        if (value == null) {
            headers.remove(name);
        } else {
            headers.put(name, value);
        }
        return this;
    }

    /** The token that the cookie carries, or null. */
    String cookie() {
        return cookie;
    }

    /** Another browser that has the same cookie. */
    TestBrowser copy() {
        TestBrowser copy = new TestBrowser(server);
        copy.cookie = cookie;
        copy.device = device;
        copy.headers.clear();
        copy.headers.putAll(headers);
        return copy;
    }

    HttpResponse<String> get(String path) {
        return send("GET", path, null);
    }

    HttpResponse<String> post(String path, String json) {
        return send("POST", path, json);
    }

    /** @param json the body with single quotes for double ones, or null */
    HttpResponse<String> send(String method, String path, String json) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.uri(path))
                .timeout(Duration.ofSeconds(60))
                .method(
                        method,
                        json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json.replace('\'', '"')));
        if (json != null) {
            request.setHeader("Content-Type", "application/json");
        }
        String cookies = (cookie == null ? "" : "; gv_session=" + cookie)
                + (device == null || !path.startsWith("/api/v1/session") ? "" : "; gv_device=" + device);
        if (!cookies.isEmpty()) {
            request.setHeader("Cookie", "theme=dark" + cookies);
        }
        headers.forEach(request::setHeader);
        HttpResponse<String> response = server.send(request);
        response.headers().allValues("Set-Cookie").forEach(this::take);
        return response;
    }

    private void take(String header) {
        String value = header.substring(header.indexOf('=') + 1, header.indexOf(';'));
        if (header.startsWith("gv_device=")) {
            device = value;
            return;
        }
        cookie = value.isEmpty() ? null : value;
    }

    TestBrowser signedIn(String name, String password) {
        post("/api/v1/session", "{'name':'" + name + "','password':'" + password + "'}");
        return this;
    }

    TestBrowser signedIn(String key) {
        post("/api/v1/session", "{'key':'" + key + "'}");
        return this;
    }
}
