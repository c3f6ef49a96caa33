package app.grapevine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The bridge of {@code RECIPES.md} and Stripe's part of it, run as they stand there, between what Stripe sends and a real service:
 * what is paid arrives once, what comes back is taken off, and what is signed by nobody arrives nowhere.
 */
class RecipesApiTest {
    @RegisterExtension
    static final RecipeClicks CLICKS = new RecipeClicks(10);

    @TempDir
    private Path directory;

    private RecipeBridge bridge() {
        return RecipeBridge.start(directory, CLICKS, "stripe.mjs");
    }

    private static int stripe(RecipeBridge bridge, String body) {
        long now = System.currentTimeMillis() / 1000;
        String signature = HexFormat.of().formatHex(RecipeBridge.hmac(now + "." + body));
        return bridge.send(body, "Stripe-Signature", "t=" + now + ",v1=" + signature + ",v0=" + signature);
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
        try (RecipeBridge bridge = bridge()) {
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
        try (RecipeBridge bridge = bridge()) {
            assertThat(stripe(bridge, refundedByStripe("whole", 0, 4990))).isEqualTo(200);
            assertThat(stripe(bridge, paidByStripe("whole"))).isEqualTo(200);
            assertThat(CLICKS.counted()).startsWith("0 ");
        }
    }

    @Test
    void stripesUnitsAreThoseOfTheCurrency() {
        try (RecipeBridge bridge = bridge()) {
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
        try (RecipeBridge bridge = bridge()) {
            String body = paidByStripe("forged");
            long old = System.currentTimeMillis() / 1000 - 400;
            for (String signature : Set.of(
                    "",
                    "t=1,v1=",
                    "v1=" + HexFormat.of().formatHex(RecipeBridge.hmac("undefined." + body)),
                    "t=" + old + ",v1=" + HexFormat.of().formatHex(RecipeBridge.hmac(old + "." + body)),
                    "t=" + System.currentTimeMillis() / 1000 + ",v1=" + "0".repeat(64))) {
                assertThat(bridge.send(body, "Stripe-Signature", signature))
                        .as(signature)
                        .isEqualTo(401);
            }
            assertThat(CLICKS.counted()).startsWith("0 ");
        }
    }

    @Test
    void aShopSendsAgainWhatTheServiceCouldNotTakeAndNotWhatItRefuses() {
        try (RecipeBridge bridge = bridge()) {
            assertThat(stripe(bridge, paidByStripe("unknown").replace(CLICKS.id(), "0".repeat(22))))
                    .isEqualTo(200);
            assertThat(stripe(bridge, "{")).isEqualTo(502);
        }
        try (RecipeBridge bridge = RecipeBridge.start(directory, CLICKS, "of-nobody", "stripe.mjs")) {
            assertThat(stripe(bridge, paidByStripe("away"))).isEqualTo(502);
        }
    }
}
