package app.grapevine;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The bridges of {@code RECIPES.md}, run as they stand there, between what shops send and a real service: what is paid arrives
 * once, what comes back is taken off, and what is signed by nobody arrives nowhere.
 */
class RecipesApiTest {
    private static final String SECRET = "whsec_of-this-test";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @RegisterExtension
    static final RecipeClicks CLICKS = new RecipeClicks(20);

    @TempDir
    private Path directory;

    private Interpreter.Running bridge(String shop) {
        return bridge(shop, CLICKS.key());
    }

    private Interpreter.Running bridge(String shop, String key) {
        Interpreter node = Interpreter.find("node", directory);
        Recipes.lay(directory, "bridge.mjs");
        Recipes.lay(directory, shop);
        return node.start(
                Map.of("GRAPEVINE", CLICKS.address(), "GV_KEY", key, "WEBHOOK_SECRET", SECRET, "PORT", "0"),
                "bridge.mjs",
                shop);
    }

    private static int sent(Interpreter.Running bridge, String body, String header, String signature) {
        URI address = URI.create("http://127.0.0.1:" + bridge.firstLine().replaceAll("\\D", "") + "/");
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .header(header, signature)
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

    private static byte[] hmac(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(String body) {
        return Base64.getEncoder().encodeToString(hmac(body));
    }

    // Stripe

    private static int stripe(Interpreter.Running bridge, String body) {
        long now = System.currentTimeMillis() / 1000;
        String signature = HexFormat.of().formatHex(hmac(now + "." + body));
        return sent(bridge, body, "Stripe-Signature", "t=" + now + ",v1=" + signature + ",v0=" + signature);
    }

    private String paidByStripe(String payment) {
        return Recipes.payload("stripe-paid.json", "3Order0000000000000001", payment, "CLICK", CLICKS.id());
    }

    private String refundedByStripe(String payment, int before, int now) {
        return Recipes.payload(
                "stripe-refunded.json",
                "3Order0000000000000001",
                payment,
                "BEFORE",
                Integer.toString(before),
                "REFUNDED",
                Integer.toString(now),
                "evt_3Refund",
                "evt_" + payment,
                "CLICK",
                CLICKS.id());
    }

    @Test
    void whatStripeIsPaidArrivesOnceAndWhatItGivesBackIsTakenOff() {
        try (Interpreter.Running bridge = bridge("stripe.mjs")) {
            assertThat(stripe(bridge, paidByStripe("parts"))).isEqualTo(200);
            assertThat(stripe(bridge, paidByStripe("parts"))).isEqualTo(200);
            assertThat(CLICKS.counted()).isEqualTo("1 49.90 EUR");
            assertThat(stripe(bridge, refundedByStripe("parts", 0, 1000))).isEqualTo(200);
            assertThat(stripe(bridge, refundedByStripe("parts", 0, 1000))).isEqualTo(200);
            assertThat(CLICKS.counted()).isEqualTo("1 39.90 EUR");
            assertThat(stripe(bridge, refundedByStripe("parts", 1000, 4990))).isEqualTo(200);
            assertThat(CLICKS.counted()).isEqualTo("1 0.00 EUR");
        }
    }

    @Test
    void whatStripeGivesBackAsAWholeCountsNowhereWhicheverComesFirst() {
        try (Interpreter.Running bridge = bridge("stripe.mjs")) {
            assertThat(stripe(bridge, refundedByStripe("whole", 0, 4990))).isEqualTo(200);
            assertThat(stripe(bridge, paidByStripe("whole"))).isEqualTo(200);
            assertThat(CLICKS.counted()).startsWith("0 ");
        }
    }

    @Test
    void stripesUnitsAreThoseOfTheCurrency() {
        try (Interpreter.Running bridge = bridge("stripe.mjs")) {
            assertThat(stripe(bridge, paidByStripe("yen").replace("\"eur\"", "\"jpy\"")))
                    .isEqualTo(200);
            assertThat(stripe(bridge, paidByStripe("dinar").replace("\"eur\"", "\"kwd\"")))
                    .isEqualTo(200);
        }
        assertThat(CLICKS.recorded("pi_yen").get("value").toString())
                .isEqualTo("{\"amount\":\"4990\",\"currency\":\"JPY\"}");
        assertThat(CLICKS.recorded("pi_dinar").get("value").toString())
                .isEqualTo("{\"amount\":\"4.990\",\"currency\":\"KWD\"}");
    }

    @Test
    void whatNobodyOrSomebodyElseSignedArrivesNowhere() {
        try (Interpreter.Running bridge = bridge("stripe.mjs")) {
            String body = paidByStripe("forged");
            long old = System.currentTimeMillis() / 1000 - 400;
            for (String signature : Set.of(
                    "",
                    "t=1,v1=",
                    "v1=" + HexFormat.of().formatHex(hmac("undefined." + body)),
                    "t=" + old + ",v1=" + HexFormat.of().formatHex(hmac(old + "." + body)),
                    "t=" + System.currentTimeMillis() / 1000 + ",v1=" + "0".repeat(64))) {
                assertThat(sent(bridge, body, "Stripe-Signature", signature))
                        .as(signature)
                        .isEqualTo(401);
            }
            assertThat(CLICKS.counted()).startsWith("0 ");
        }
    }

    @Test
    void aShopSendsAgainWhatTheServiceCouldNotTakeAndNotWhatItRefuses() {
        try (Interpreter.Running bridge = bridge("stripe.mjs")) {
            assertThat(stripe(bridge, paidByStripe("unknown").replace(CLICKS.id(), "0".repeat(22))))
                    .isEqualTo(200);
            assertThat(stripe(bridge, "{")).isEqualTo(502);
        }
        try (Interpreter.Running bridge = bridge("stripe.mjs", "of-nobody")) {
            assertThat(stripe(bridge, paidByStripe("away"))).isEqualTo(502);
        }
    }

    // WooCommerce

    private static int woo(Interpreter.Running bridge, String body) {
        return sent(bridge, body, "X-WC-Webhook-Signature", base64(body));
    }

    private String wooOrder(String number, String status, boolean paid, String refunds) {
        return Recipes.payload(
                "woocommerce-order.json",
                "1042",
                number,
                "STATUS",
                status,
                "PAID",
                paid ? "\"2026-05-01T12:10:00\"" : "null",
                "REFUNDS",
                refunds,
                "CLICK",
                CLICKS.id());
    }

    @Test
    void anOrderOfWooCommerceArrivesAsItIsPaidRefundedAndCalledOff() {
        String part = "{\"id\":1043,\"reason\":\"too small\",\"total\":\"-10.00\"}";
        String rest = part + ",{\"id\":1044,\"reason\":\"\",\"total\":\"-39.90\"}";
        try (Interpreter.Running bridge = bridge("woocommerce.mjs")) {
            assertThat(woo(bridge, wooOrder("1042", "on-hold", false, ""))).isEqualTo(200);
            assertThat(CLICKS.counted()).startsWith("0 ");
            for (int i = 0; i < 2; i++) {
                assertThat(woo(bridge, wooOrder("1042", "processing", true, "")))
                        .isEqualTo(200);
                assertThat(CLICKS.counted()).isEqualTo("1 49.90 EUR");
            }
            for (int i = 0; i < 2; i++) {
                assertThat(woo(bridge, wooOrder("1042", "completed", true, part)))
                        .isEqualTo(200);
                assertThat(CLICKS.counted()).isEqualTo("1 39.90 EUR");
            }
            assertThat(woo(bridge, wooOrder("1042", "refunded", true, rest))).isEqualTo(200);
            assertThat(CLICKS.counted()).startsWith("0 ").doesNotContain("-");
        }
    }

    /** A payment that failed may succeed the next time. */
    @Test
    void anOrderOfWooCommerceThatWasNeverPaidCallsNothingOff() {
        try (Interpreter.Running bridge = bridge("woocommerce.mjs")) {
            assertThat(woo(bridge, wooOrder("2042", "failed", false, ""))).isEqualTo(200);
            assertThat(woo(bridge, wooOrder("2042", "cancelled", false, ""))).isEqualTo(200);
            assertThat(woo(bridge, wooOrder("2042", "processing", true, ""))).isEqualTo(200);
            assertThat(CLICKS.counted()).isEqualTo("1 49.90 EUR");
            assertThat(woo(bridge, wooOrder("2042", "cancelled", true, ""))).isEqualTo(200);
            assertThat(CLICKS.counted()).startsWith("0 ");
        }
    }

    @Test
    void anOrderOfWooCommerceTellsAllItsClicksAndWhatTheBuyerSaid() {
        String order = wooOrder("4042", "processing", true, "")
                .replace(CLICKS.id(), "0".repeat(22) + "," + CLICKS.id())
                .replace("\"is_vat_exempt\", \"value\": \"no\"", "\"gv_heard\", \"value\": \"WhatsApp\"");
        try (Interpreter.Running bridge = bridge("woocommerce.mjs")) {
            assertThat(woo(bridge, order)).isEqualTo(200);
        }
        assertThat(CLICKS.counted()).isEqualTo("1 49.90 EUR");
        assertThat(CLICKS.recorded("woocommerce-4042").get("heardFrom").asText())
                .isEqualTo("whatsapp");
    }

    @Test
    void wooCommercesFirstCallIsAnsweredAndAnotherOrderLeftAlone() {
        try (Interpreter.Running bridge = bridge("woocommerce.mjs")) {
            assertThat(sent(bridge, "webhook_id=3", "X-Nothing", "")).isEqualTo(200);
            assertThat(sent(bridge, "webhook_id=3&x", "X-Nothing", "")).isEqualTo(401);
            assertThat(woo(bridge, wooOrder("3042", "processing", true, "").replace("\"gv_click\"", "\"other\"")))
                    .isEqualTo(200);
            String other = wooOrder("3042", "processing", true, "");
            assertThat(sent(bridge, other, "X-WC-Webhook-Signature", base64(other + " ")))
                    .isEqualTo(401);
            assertThat(CLICKS.counted()).startsWith("0 ");
        }
    }

    // Shopify

    private static int shopify(Interpreter.Running bridge, String body) {
        return sent(bridge, body, "X-Shopify-Hmac-Sha256", base64(body));
    }

    private String shopifyOrder(String status, String test, String refunds) {
        return Recipes.payload(
                "shopify-order.json", "STATUS", status, "TEST", test, "REFUNDS", refunds, "CLICK", CLICKS.id());
    }

    @Test
    void anOrderOfShopifyArrivesAsItIsPaidRefundedAndCalledOff() {
        String part = "{\"id\":71,\"created_at\":\"2026-05-01T08:20:00-04:00\",\"transactions\":["
                + "{\"id\":81,\"kind\":\"refund\",\"status\":\"success\",\"amount\":\"10.00\",\"currency\":\"EUR\"},"
                + "{\"id\":82,\"kind\":\"refund\",\"status\":\"failure\",\"amount\":\"10.00\",\"currency\":\"EUR\"}]}";
        try (Interpreter.Running bridge = bridge("shopify.mjs")) {
            assertThat(shopify(bridge, shopifyOrder("pending", "false", ""))).isEqualTo(200);
            assertThat(shopify(bridge, shopifyOrder("paid", "true", ""))).isEqualTo(200);
            assertThat(CLICKS.counted()).startsWith("0 ");
            for (int i = 0; i < 2; i++) {
                assertThat(shopify(bridge, shopifyOrder("paid", "false", ""))).isEqualTo(200);
                assertThat(CLICKS.counted()).isEqualTo("1 49.90 EUR");
            }
            assertThat(shopify(bridge, shopifyOrder("partially_refunded", "false", part)))
                    .isEqualTo(200);
            assertThat(CLICKS.counted()).isEqualTo("1 39.90 EUR");
            assertThat(shopify(bridge, shopifyOrder("refunded", "false", part))).isEqualTo(200);
            assertThat(CLICKS.counted()).startsWith("0 ").doesNotContain("-");
        }
    }
}
