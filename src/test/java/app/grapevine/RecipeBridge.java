package app.grapevine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The bridge of {@code RECIPES.md}, run as it stands there with a shop's part of it, between a test and the service of its clicks. */
record RecipeBridge(Interpreter.Running running) implements AutoCloseable {
    /** What shops sign with. */
    private static final String SECRET = "whsec_of-this-test";

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /** @param directory where its files are laid; {@code shop} the shop's part of it */
    static RecipeBridge start(Path directory, RecipeClicks clicks, String shop) {
        return start(directory, clicks, clicks.key(), shop);
    }

    /** The same. @param key in place of one that may tell conversions */
    static RecipeBridge start(Path directory, RecipeClicks clicks, String key, String shop) {
        Interpreter node = Interpreter.find("node", directory);
        Recipes.lay(directory, "bridge.mjs");
        Recipes.lay(directory, shop);
        return new RecipeBridge(node.start(
                Map.of("GRAPEVINE", clicks.address(), "GV_KEY", key, "WEBHOOK_SECRET", SECRET, "PORT", "0"),
                "bridge.mjs",
                shop));
    }

    /** The status that the bridge answers with. @param headers names and values in turn, beside the body's type */
    int send(String body, String... headers) {
        URI address = URI.create("http://127.0.0.1:" + running.firstLine().replaceAll("\\D", "") + "/");
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .headers(headers)
                .POST(BodyPublishers.ofString(body))
                .build();
        try {
            return CLIENT.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static byte[] hmac(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The signature as WooCommerce and Shopify write it. */
    static String base64(String body) {
        return Base64.getEncoder().encodeToString(hmac(body));
    }

    @Override
    public void close() {
        running.close();
    }
}
