package app.grapevine.web.api;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A client of server-sent events; each line that comes can be waited for. */
public final class EventStream implements AutoCloseable {
    private static final String END = "(end)";

    private final HttpResponse<InputStream> response;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    /** Connects, and waits for the first comment. */
    public EventStream(HttpRequest request) throws IOException, InterruptedException {
        response = HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            throw new AssertionError(
                    response.statusCode() + new String(response.body().readAllBytes(), StandardCharsets.UTF_8));
        }
        Thread reader = new Thread(this::read, "event-stream");
        reader.setDaemon(true);
        reader.start();
        await(": listening");
    }

    private void read() {
        String end = END;
        try (BufferedReader in = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            end = "(broken off)";
        }
        lines.add(end);
    }

    public String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    /** Waits for a line that begins so, passing over others; what it goes on with. */
    String await(String begin) throws InterruptedException {
        while (true) {
            String line = lines.poll(30, TimeUnit.SECONDS);
            if (line == null || line.equals(END) && !begin.equals(END)) {
                throw new AssertionError("no line begins with " + begin + "; the last is " + line);
            }
            if (line.equals("(broken off)")) {
                throw new AssertionError("the stream broke off");
            }
            if (line.startsWith(begin)) {
                return line.substring(begin.length());
            }
        }
    }

    /** Waits until the server ends it in order. */
    void awaitEnd() throws InterruptedException {
        await(END);
    }

    @Override
    public void close() throws IOException {
        response.body().close();
    }
}
