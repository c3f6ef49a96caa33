package app.grapevine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * What shops really sent, through the bridges of {@code RECIPES.md} as they stand there, to a real service.
 *
 * <p>{@code woocommerce-recorded.jsonl}: what shops of our own sent to the bridge on 1 December 2026, to the byte and in its order,
 * with the recipe's code in them and buyers in a browser, who took the checkout that is a form or the one of blocks: WooCommerce 11.0.1
 * on WordPress 7.1 and, where it says older, 9.7.1 on 6.7.2. The headers of the connection were left out. What is sent here with another
 * click or number is signed anew.
 *
 * <p>{@code shopify-*.json}: Shopify is not to be had on one's own machine. What its recipe was tried with once is what others recorded: orders
 * of the Admin API 2026-07, with which Shopify's own library tests itself (shopify_api 16.3.0 for Ruby), and a trial notification of June
 * 2024. Those here have the fields of these, all of them, and values of our own.
 */
class RecordedShopsApiTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CLICK_IN_WOOCOMMERCE = "(\"gv_click\",\"value\":\"(?:\\w{22},)?)\\w{22}\"";

    /** Counted of a link that led to something once, or to nothing as yet. */
    private static final String NOTHING = "0 0.00 ";

    @RegisterExtension
    static final RecipeClicks CLICKS = new RecipeClicks(12, Instant.parse("2026-12-01T04:00:00Z"));

    @TempDir
    private Path directory;

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    // WooCommerce

    /** What was recorded, by what it was. */
    private static Map<String, JsonNode> recorded() {
        Map<String, JsonNode> recorded = new LinkedHashMap<>();
        Recipes.payload("woocommerce-recorded.jsonl")
                .lines()
                .map(RecordedShopsApiTest::read)
                .forEach(one -> recorded.put(one.get("what").asText(), one));
        return recorded;
    }

    private static int sent(RecipeBridge bridge, JsonNode recording, String body) {
        return bridge.send(
                body,
                "X-WC-Webhook-Signature",
                recording.at("/headers/x-wc-webhook-signature").asText());
    }

    @Test
    void whatWooCommerceSignedIsTakenToTheByte() {
        try (RecipeBridge bridge = RecipeBridge.start(directory, CLICKS, "woocommerce.mjs")) {
            recorded().forEach((what, recording) -> {
                String body = recording.get("body").asText();
                assertThat(sent(bridge, recording, body)).as(what).isEqualTo(200);
                assertThat(sent(bridge, recording, body + " ")).as(what).isEqualTo(401);
            });
        }
    }

    /** Sends what was recorded with this case's click, and an order's number that no other case has. */
    private int woo(RecipeBridge bridge, String what, int number) {
        String body = recorded().get(what).get("body").asText();
        return woo(bridge, body.replaceFirst("\\{\"id\":\\d+,", "{\"id\":" + number + ","));
    }

    private int woo(RecipeBridge bridge, String body) {
        String mine = body.replaceFirst(CLICK_IN_WOOCOMMERCE, "$1" + CLICKS.id() + "\"");
        return bridge.send(mine, "X-WC-Webhook-Signature", RecipeBridge.base64(mine));
    }

    /** Each of them twice. @param number of the order; {@code counted} what was recorded, and what is counted then, in turn */
    private void wooTells(int number, String... counted) {
        try (RecipeBridge bridge = RecipeBridge.start(directory, CLICKS, "woocommerce.mjs")) {
            for (int i = 0; i < counted.length; i += 2) {
                String what = counted[i];
                for (int time = 0; time < 2; time++) {
                    assertThat(woo(bridge, what, number)).as(what).isEqualTo(200);
                    assertThat(CLICKS.counted()).as(what).startsWith(counted[i + 1]);
                }
            }
        }
    }

    private String heardOf(int number) {
        return CLICKS.recorded("woocommerce-" + number).get("heardFrom").asText();
    }

    @Test
    void anOrderOfWooCommerceArrivesAsItIsPaidRefundedAndCalledOff() {
        wooTells(
                1042,
                "form on-hold",
                NOTHING,
                "form processing",
                "1 49.90 EUR",
                "form processing 1 refund",
                "1 39.90 EUR",
                "form processing 2 refunds",
                "1 29.90 EUR",
                "form completed 2 refunds",
                "1 29.90 EUR",
                "form refunded 3 refunds",
                NOTHING);
        assertThat(heardOf(1042)).isEqualTo("a friend's mail");
    }

    /** Cash is paid when the order is completed. */
    @Test
    void anOrderOfBlocksOfWooCommerceIsTakenOffAsItIsCancelled() {
        wooTells(2042, "blocks processing", NOTHING, "blocks completed", "1 49.90 EUR", "blocks cancelled", NOTHING);
        assertThat(heardOf(2042)).isEqualTo("on the radio");
    }

    /** A payment that failed may succeed the next time. */
    @Test
    void anOrderOfWooCommerceThatWasNeverPaidCallsNothingOff() {
        wooTells(3042, "late on-hold", NOTHING, "late failed", NOTHING, "late cancelled", NOTHING);
        wooTells(3042, "late processing", "1 49.90 EUR", "late cancelled again", NOTHING);
    }

    @Test
    void ordersOfAnOlderWooCommerceArriveToo() {
        wooTells(
                5042,
                "older form on-hold",
                NOTHING,
                "older form processing 1 refund",
                "1 39.90 EUR",
                "older form refunded 2 refunds",
                NOTHING);
        wooTells(
                6042,
                "older blocks checkout-draft",
                NOTHING,
                "older blocks on-hold",
                NOTHING,
                "older blocks completed",
                "1 49.90 EUR",
                "older blocks cancelled",
                NOTHING);
        assertThat(heardOf(6042)).isEqualTo("on the radio");
    }

    @Test
    void anOrderOfWooCommerceThatNoClickLedToIsLeftAlone() {
        String order = recorded().get("form processing").get("body").asText();
        try (RecipeBridge bridge = RecipeBridge.start(directory, CLICKS, "woocommerce.mjs")) {
            assertThat(woo(bridge, order.replaceFirst("\\{\"id\":", "{\"id\":4").replace("\"gv_click\"", "\"other\"")))
                    .isEqualTo(200);
            assertThat(bridge.send("webhook_id=1&x", "X-Nothing", "")).isEqualTo(401);
        }
        assertThat(CLICKS.counted()).startsWith(NOTHING);
    }

    // Shopify

    private static int shopify(RecipeBridge bridge, JsonNode order) {
        String body = order.toString();
        return bridge.send(body, "X-Shopify-Hmac-Sha256", RecipeBridge.base64(body));
    }

    /** As it is in the file but for this case's click, a number of its own, and a time after the click. */
    private static ObjectNode shopifyOrder(String file, String number) {
        ObjectNode order = (ObjectNode) read(Recipes.payload(file));
        order.put("admin_graphql_api_id", "gid://shopify/Order/" + number)
                .put("processed_at", "2026-11-30T23:10:00-05:00");
        order.withArray("refunds")
                .forEach(refund -> ((ObjectNode) refund).put("created_at", "2026-11-30T23:20:00-05:00"));
        order.withArray("note_attributes").addObject().put("name", "gv_click").put("value", CLICKS.id());
        return order;
    }

    @Test
    void anOrderOfShopifyArrivesAsItIsPaidRefundedAndCalledOff() {
        ObjectNode part = shopifyOrder("shopify-partially-refunded.json", "1042");
        ObjectNode paid = part.deepCopy().put("financial_status", "paid");
        paid.putArray("refunds");
        ObjectNode pending = paid.deepCopy().put("financial_status", "pending");
        ObjectNode refunded = shopifyOrder("shopify-refunded.json", "1042");
        try (RecipeBridge bridge = RecipeBridge.start(directory, CLICKS, "shopify.mjs")) {
            assertThat(shopify(bridge, pending)).isEqualTo(200);
            assertThat(shopify(bridge, paid.deepCopy().put("test", true))).isEqualTo(200);
            assertThat(CLICKS.counted()).startsWith(NOTHING);
            for (int i = 0; i < 2; i++) {
                assertThat(shopify(bridge, paid)).isEqualTo(200);
                assertThat(CLICKS.counted()).isEqualTo("1 1197.88 USD");
            }
            assertThat(shopify(bridge, part)).isEqualTo(200);
            assertThat(CLICKS.counted()).isEqualTo("1 779.88 USD");
            refunded.withArray("refunds").addAll((ArrayNode) part.get("refunds"));
            assertThat(shopify(bridge, refunded)).isEqualTo(200);
            assertThat(CLICKS.counted()).startsWith(NOTHING);
        }
    }

    /** What goes back goes back in the currency that was paid in; and a payment that did not go back is none. */
    @Test
    void anOrderOfShopifyIsWorthWhatItsBuyerPaid() {
        ObjectNode order = shopifyOrder("shopify-partially-refunded.json", "2042");
        ((ObjectNode) order.at("/total_price_set/presentment_money"))
                .put("amount", "1100.00")
                .put("currency_code", "EUR");
        ObjectNode money = (ObjectNode) order.at("/refunds/0/transactions/0");
        money.put("amount", "400.00").put("currency", "EUR");
        ObjectNode failed = money.deepCopy()
                .put("admin_graphql_api_id", "gid://shopify/OrderTransaction/1")
                .put("status", "failure");
        ((ArrayNode) order.at("/refunds/0/transactions")).add(failed);
        try (RecipeBridge bridge = RecipeBridge.start(directory, CLICKS, "shopify.mjs")) {
            assertThat(shopify(bridge, order)).isEqualTo(200);
        }
        assertThat(CLICKS.counted()).isEqualTo("1 700.00 EUR");
    }

    /** Its number is longer than JavaScript's numbers are. */
    @Test
    void whatShopifySendsToTryAnAddressIsNoSale() {
        ObjectNode trial = (ObjectNode) read(Recipes.payload("shopify-notification.json"));
        String number = trial.get("id").asText();
        ObjectNode order = shopifyOrder("shopify-notification.json", number).put("financial_status", "paid");
        try (RecipeBridge bridge = RecipeBridge.start(directory, CLICKS, "shopify.mjs")) {
            assertThat(shopify(bridge, trial)).isEqualTo(200);
            assertThat(shopify(bridge, order)).isEqualTo(200);
            assertThat(CLICKS.counted()).startsWith(NOTHING);
            assertThat(shopify(bridge, order.put("test", false))).isEqualTo(200);
        }
        assertThat(CLICKS.recorded("shopify-920000000000000017")
                        .at("/value/amount")
                        .asText())
                .isEqualTo("3151.80");
    }
}
