package app.grapevine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * What of {@code RECIPES.md} goes without a bridge: code that runs in shops, with stand-ins for what of the shop it calls; and
 * tables. The service is a real one.
 */
class RecipesWithoutBridgeApiTest {

    @RegisterExtension
    static final RecipeClicks CLICKS = new RecipeClicks(10);

    @TempDir
    private Path directory;

    private void rewrite(String name, String text) {
        try {
            Files.writeString(directory.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With stand-ins for what of WooCommerce it calls, which do what a real shop did. */
    @Test
    void aCheckoutOfWooCommerceNotesTheClickAndWhatDidNotArriveIsSentAgain() {
        Interpreter php = Interpreter.find("php", directory);
        Recipes.lay(directory, "grapevine.php");
        for (String name : List.of("woocommerce-stand-in.php", "woocommerce-deeds.php")) {
            rewrite(name, Recipes.payload(name));
        }
        String both =
                "woocommerce_checkout_create_order %1$s\nwoocommerce_store_api_checkout_update_order_from_request %1$s\n";
        String click = "{\"gv_click\":\"" + CLICKS.id();
        assertThat(php.run(Map.of(), "woocommerce-stand-in.php", CLICKS.id()))
                .isEqualTo("""
                        ["grapevine","https:\\/\\/go.example\\/js\\/grapevine.js",[],null,{"strategy":"async"}]
                        checkout grapevine ["gv_click"]
                        {"id":"grapevine\\/heard","label":"How did you hear of us?","location":"order","attributes":{"maxLength":100},\
                        "sanitize_callback":"grapevine_words"}
                        name="gv_click" yes
                        data-grapevine="all" yes
                        name="gv_heard" yes
                        maxlength="100" yes
                        How did you hear of us? yes
                        """
                        + both.formatted(click + "\"}") + both.formatted(click + "," + CLICKS.id() + "\"}")
                        + both.formatted("[]").repeat(4)
                        + "woocommerce_checkout_create_order " + click + "\",\"gv_heard\":\"Ada's mail "
                        + "\\u00e8".repeat(89) + "\"}\n" + both.formatted("[]")
                        + "the radio " + "è".repeat(90) + "\n"
                        + """
                        not reached: 15 1 0
                        refused: 15 1 0
                        taken: no 0 3
                        no order: no 0 3
                        switched off: no 0 3
                        of others: no 0 3
                        for too long: no 0 0
                        """);
    }

    @Test
    void whatAnOrderTellsIsTakenAsItStandsThere() {
        for (String name : List.of("order.json", "order-of-several.json")) {
            String order = Recipes.code(name).replace("2pQ9xL0bVn3sKfT7uYcE1a", CLICKS.id());
            assertThat(CLICKS.service().post("/api/v1/conversions", order).statusCode())
                    .isEqualTo(201);
        }
        assertThat(CLICKS.counted()).isEqualTo("2 99.80 EUR");
        assertThat(CLICKS.recorded("order-1042").get("heardFrom").isNull()).isTrue();
        assertThat(CLICKS.recorded("order-1043").get("heardFrom").asText()).isEqualTo("a friend");
    }

    @Test
    void aTableOfRequestsArrivesLineByLine() {
        Interpreter.find("python3", directory);
        Interpreter.find("curl", directory);
        Recipes.lay(directory, "conversions.py");
        Recipes.lay(directory, "requests.csv");
        rewrite("requests.csv", Recipes.code("requests.csv").replace("2pQ9xL0bVn3sKfT7uYcE1a", CLICKS.id()));
        rewrite("send.sh", Recipes.code("send.sh").replace("https://go.example", CLICKS.address()));

        Interpreter shell = Interpreter.find("sh", directory);
        for (int i = 0; i < 2; i++) {
            assertThat(shell.run(Map.of("GV_KEY", CLICKS.key()), "send.sh"))
                    .contains("\"status\":" + (i == 0 ? 201 : 200))
                    .doesNotContain("problem");
            assertThat(CLICKS.counted()).isEqualTo("2 1490.00 EUR");
        }
        assertThat(CLICKS.recorded("request-17").get("heardFrom").asText()).isEqualTo("a friend");
        rewrite(
                "requests.csv",
                "\ufeffgv_click,event,amount,currency,externalId,occurredAt\n" + CLICKS.id()
                        + ",refund,-490.00,EUR,offer-17-back,\n");
        shell.run(Map.of("GV_KEY", CLICKS.key()), "send.sh");
        assertThat(CLICKS.counted()).isEqualTo("2 1000.00 EUR");
    }

    /** A piece of code that no test names has been tried by nobody. */
    @Test
    void everyPieceOfCodeIsTriedSomewhere() throws IOException {
        StringBuilder tests = new StringBuilder();
        try (Stream<Path> files = Files.list(Path.of("src/test/java/app/grapevine"))) {
            for (Path file : files.filter(path -> path.toString().matches(".*(Test|RecipeBridge)\\.java"))
                    .toList()) {
                tests.append(Files.readString(file));
            }
        }
        List<String> untried = Recipes.names().stream()
                .filter(name -> tests.indexOf("\"" + name + "\"") < 0)
                .toList();
        assertThat(untried).isEmpty();
    }
}
