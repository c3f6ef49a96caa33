package app.grapevine.links;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The addresses that browsers are tested with: each is kept as what they make of it, or refused for the reason that
 * stands beside it. The form stands at the top of the files.
 */
class WhatwgUrlsTest {
    private static final String KEPT = "kept";

    private final Destinations destinations = new Destinations(new LinkSettings(
            URI.create("https://go.example.com"),
            List.of(),
            new DestinationSettings(true, new DestinationSettings.Listener("", Set.of(), 0))));

    static List<Arguments> addresses() throws IOException {
        List<Arguments> all = new ArrayList<>();
        for (String file : List.of("whatwg-urls.txt", "uts46-hosts.txt")) {
            addTo(all, file);
        }
        return all;
    }

    private static void addTo(List<Arguments> all, String file) throws IOException {
        ObjectMapper json = new ObjectMapper();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                requireNonNull(WhatwgUrlsTest.class.getResourceAsStream(file)), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("#")) {
                    JsonNode row = json.readTree(line);
                    all.add(Arguments.of(
                            row.get(0).textValue(),
                            row.get(1).textValue(),
                            row.get(2).textValue()));
                }
            }
        }
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("addresses")
    void anAddressIsKeptAsBrowsersReadItOrRefused(String given, String href, String answer) {
        if (answer.equals(KEPT)) {
            assertThat(destinations.check(given)).as(given).isEqualTo(new Destinations.Accepted(href));
            assertThat(destinations.check(href)).as("what is kept").isEqualTo(new Destinations.Accepted(href));
        } else {
            assertThat(destinations.check(given))
                    .as(given)
                    .isInstanceOfSatisfying(
                            Destinations.Refused.class,
                            refused ->
                                    assertThat(refused.fault().code().label()).isEqualTo(answer));
        }
    }
}
