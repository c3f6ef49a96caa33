package app.grapevine;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.Stripe;
import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.Charge;
import com.stripe.model.Event;
import com.stripe.model.checkout.Session;
import com.stripe.net.Webhook;
import com.stripe.param.checkout.SessionCreateParams;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Stripe's own library on what the recipe says of Stripe: what the tests send for a webhook is an event to it, signed as it
 * signs; what the recipe asks of Stripe is what it would ask.
 */
class StripeLibraryTest {
    private static final String SECRET = "whsec_of-this-test";
    private static final String CLICK = "2pQ9xL0bVn3sKfT7uYcE1a";

    @TempDir
    private Path directory;

    private static Event event(String payload) throws StripeException, GeneralSecurityException {
        long now = Webhook.Util.getTimeNow();
        String signature = Webhook.Util.computeHmacSha256(SECRET, now + "." + payload);
        return Webhook.constructEvent(payload, "t=" + now + ",v1=" + signature, SECRET);
    }

    @Test
    void whatIsTriedAsPaidIsASessionToIt() throws StripeException, GeneralSecurityException {
        Event event = event(Recipes.payload("stripe-paid.json", "CLICK", CLICK, "VERSION", Stripe.API_VERSION));
        assertThat(event.getType()).isEqualTo("checkout.session.completed");
        Session session =
                (Session) event.getDataObjectDeserializer().getObject().orElseThrow();
        assertThat(session.getClientReferenceId()).isEqualTo(CLICK);
        assertThat(session.getPaymentStatus()).isEqualTo("paid");
        assertThat(session.getAmountTotal()).isEqualTo(4990);
        assertThat(session.getCurrency()).isEqualTo("eur");
        assertThat(session.getPaymentIntent()).isEqualTo("pi_3Order0000000000000001");
        assertThat(event.getCreated()).isEqualTo(1777637400);
    }

    @Test
    void whatIsTriedAsRefundedIsAChargeToIt() throws StripeException, GeneralSecurityException {
        Event event = event(Recipes.payload(
                "stripe-refunded.json",
                "CLICK",
                CLICK,
                "VERSION",
                Stripe.API_VERSION,
                "BEFORE",
                "1000",
                "\"amount_refunded\": REFUNDED",
                "\"amount_refunded\": 4990",
                "REFUNDED",
                "1"));
        assertThat(event.getType()).isEqualTo("charge.refunded");
        Charge charge = (Charge) event.getDataObjectDeserializer().getObject().orElseThrow();
        assertThat(charge.getAmountRefunded()).isEqualTo(4990);
        assertThat(charge.getMetadata()).containsEntry("gv_click", CLICK);
        assertThat(charge.getPaymentIntent()).isEqualTo("pi_3Order0000000000000001");
        assertThat(event.getData().getPreviousAttributes().get("amount_refunded"))
                .hasToString("1000");
    }

    @Test
    void whatTheRecipeAsksOfStripeIsWhatTheLibraryAsks() throws Exception {
        Interpreter.find("curl", directory);
        Interpreter shell = Interpreter.find("sh", directory);
        try (ShopPages stripe = new ShopPages()) {
            stripe.put("/v1/checkout/sessions", "");
            String address = stripe.url("").replace("shop.localhost", "127.0.0.1");
            Files.writeString(
                    directory.resolve("session.sh"),
                    Recipes.code("session.sh").replace("https://api.stripe.com", address));
            shell.run(Map.of("STRIPE_KEY", "sk_test_1", "PRICE", "price_1", "CLICK", CLICK), "session.sh");
            Map<String, String> byRecipe = form(stripe.asked().get(0).body());
            stripe.asked().clear();

            askedByLibrary(address);
            assertThat(stripe.asked().get(0).line()).isEqualTo("POST /v1/checkout/sessions");
            assertThat(byRecipe).isEqualTo(form(stripe.asked().get(0).body()));
        }
    }

    private static void askedByLibrary(String address) {
        StripeClient client = StripeClient.builder()
                .setApiKey("sk_test_1")
                .setApiBase(address)
                .setMaxNetworkRetries(0)
                .build();
        try {
            client.v1()
                    .checkout()
                    .sessions()
                    .create(SessionCreateParams.builder()
                            .setMode(SessionCreateParams.Mode.PAYMENT)
                            .addLineItem(SessionCreateParams.LineItem.builder()
                                    .setPrice("price_1")
                                    .setQuantity(1L)
                                    .build())
                            .setSuccessUrl("https://shop.example/thanks")
                            .setClientReferenceId(CLICK)
                            .setPaymentIntentData(SessionCreateParams.PaymentIntentData.builder()
                                    .putMetadata("gv_click", CLICK)
                                    .build())
                            .build());
        } catch (StripeException e) {
            // The answer is a page, and none of Stripe's; it is what was asked that counts.
            assertThat(e.getMessage()).contains("Invalid response object from API");
        }
    }

    private static Map<String, String> form(String body) {
        return Arrays.stream(body.split("&", -1))
                .map(pair -> URLDecoder.decode(pair, StandardCharsets.UTF_8).split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }
}
