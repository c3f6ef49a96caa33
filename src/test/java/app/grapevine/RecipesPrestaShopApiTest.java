package app.grapevine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The module of {@code RECIPES.md}, as it stands there, in what happened in a real PrestaShop: visits by links, checkouts and the
 * work of its office were done there by HTTP, and {@code prestashop-recorded.json} has what the shop called the module with, what
 * the module sent then, and what a service counted. Here a stand-in for the shop does the same again, from the same recording.
 */
class RecipesPrestaShopApiTest {
    private static final String NOBODYS_CLICK = "0".repeat(22);

    @RegisterExtension
    static final RecipeClicks CLICKS = new RecipeClicks(20);

    @TempDir
    private Path directory;

    /** With the click of this test where the recording has the last of a case, and before it one that no service knows. */
    private static String recording(String name) {
        return Recipes.payload(
                "prestashop-recorded.json",
                "CLICK1",
                name.equals("two") ? NOBODYS_CLICK : CLICKS.id(),
                "CLICK2",
                CLICKS.id());
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode recorded(String name) {
        return json(recording(name)).get("cases").get(name);
    }

    static Stream<String> cases() {
        List<String> names = new ArrayList<>();
        json(Recipes.payload("prestashop-recorded.json"))
                .get("cases")
                .fieldNames()
                .forEachRemaining(names::add);
        return names.stream();
    }

    private void lay(String name, String text) {
        try {
            Files.writeString(directory.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return what was written to the shop's log by the first {@code requests} of a case */
    private String happened(String name, int requests, String address) {
        Interpreter php = Interpreter.find("php", directory);
        lay("prestashop.php", Recipes.code("prestashop.php").replace("https://go.example", address));
        lay("prestashop-stand-in.php", Recipes.payload("prestashop-stand-in.php"));
        lay("prestashop-recorded.json", recording(name));
        return php.run(Map.of(), "prestashop-stand-in.php", name, Integer.toString(requests), CLICKS.key());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theModuleSendsWhatItSentInTheRealShop(String name) throws IOException {
        List<JsonNode> expected = new ArrayList<>();
        for (JsonNode request : recorded(name)) {
            request.findValues("sent").forEach(expected::add);
        }
        try (ShopPages service = new ShopPages()) {
            String address = service.url("").replace("shop.localhost", "127.0.0.1");
            assertThat(happened(name, recorded(name).size(), address)).isEmpty();
            assertThat(service.asked())
                    .allMatch(asked -> asked.line().equals("POST /api/v1/conversions/bulk"))
                    .extracting(asked -> json(asked.body()))
                    .isEqualTo(expected);
        }
    }

    /** After each step of a case all that led to it is told anew, and counts once. */
    @ParameterizedTest
    @MethodSource("cases")
    void theServiceCountsWhatItCountedOfTheRealShop(String name) {
        JsonNode requests = recorded(name);
        for (int i = 0; i < requests.size(); i++) {
            JsonNode counted = requests.get(i).get("counted");
            if (counted != null) {
                assertThat(happened(name, i + 1, CLICKS.address())).isEmpty();
                assertThat(CLICKS.counted())
                        .as(requests.get(i).get("then").asText())
                        .isEqualTo(counted.asText());
            }
        }
    }

    @Test
    void theShopGoesOnSellingWhileTheServiceIsAway() {
        int all = recorded("provider").size();
        assertThat(happened("provider", all, "http://127.0.0.1:1"))
                .startsWith("Grapevine was not told: [{\"clickIds\":[\"" + CLICKS.id() + "\"]");
        assertThat(happened("none", recorded("none").size(), "http://127.0.0.1:1"))
                .isEmpty();
    }

    @Test
    void whatTheServiceDoesNotTakeStandsInTheShopsLog() throws IOException {
        try (ShopPages service = new ShopPages()) {
            service.clear("{\"items\":[{\"status\":422,\"problem\":{\"status\":422}}]}", "");
            String address = service.url("").replace("shop.localhost", "127.0.0.1");
            assertThat(happened("provider", recorded("provider").size(), address))
                    .startsWith("Grapevine was not told: [{\"clickIds\":");
        }
    }
}
