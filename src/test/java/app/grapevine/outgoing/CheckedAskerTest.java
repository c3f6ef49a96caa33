package app.grapevine.outgoing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.grapevine.moving.FakeApi;
import app.grapevine.outgoing.CheckedAddresses.PrivateHostException;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is asked, and what becomes of what it answers. */
class CheckedAskerTest {
    private static final int MOST = 1000;

    private final FakeApi api = new FakeApi("X-Key");
    private final CheckedAsker anybody = asker((host, port) -> true);
    private final CheckedAsker careful = asker((host, port) -> false);

    private static CheckedAsker asker(CheckedAddresses.Vouching vouching) {
        return new CheckedAsker(vouching, "Grapevine-Test", Duration.ofSeconds(2), MOST);
    }

    @AfterEach
    void stop() {
        anybody.close();
        careful.close();
        api.close();
    }

    private Asker.Answer ask(String address) throws IOException {
        return ask(anybody, address);
    }

    private static Asker.Answer ask(Asker asker, String address) throws IOException {
        try {
            return asker.ask(URI.create(address), Map.of("X-Key", "k")).join();
        } catch (CompletionException e) {
            assertThat(e).hasCauseInstanceOf(IOException.class);
            throw (IOException) e.getCause();
        }
    }

    @ParameterizedTest
    @CsvSource({"200", "302", "401", "404", "429", "503"})
    void whatIsAnsweredIsForWhoAsked(int status) throws Exception {
        api.at("/a?b=1", status, "{'c':1}", Map.of("Location", api.address() + "/other", "Retry-After", "7"));

        Asker.Answer answer = ask(api.address() + "/a?b=1");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo("{\"c\":1}");
        assertThat(answer.retryAfter()).isEqualTo("7");
        assertThat(api.asked()).containsExactly("/a?b=1 k");
    }

    @Test
    void aLongAnswerIsNotReadToItsEnd() throws Exception {
        api.at("/fits", "x".repeat(MOST)).at("/long", "x".repeat(MOST + 1));

        assertThat(ask(api.address() + "/fits").body()).hasSize(MOST);
        assertThatThrownBy(() -> ask(api.address() + "/long")).hasMessageContaining("more than 1000 bytes");
    }

    @Test
    void whoDoesNotAnswerIsSaidInWordsWithoutTheAddress() throws Exception {
        String query = "/?signature=secret";
        try (ServerSocket silent = new ServerSocket(0)) {
            assertThatThrownBy(() -> ask("http://localhost:" + silent.getLocalPort() + query))
                    .isInstanceOf(IOException.class)
                    .hasMessage("not in time");
            assertThatThrownBy(() -> ask("https://localhost:" + api.address().replaceFirst(".*:", "") + query))
                    .isInstanceOf(IOException.class)
                    .message()
                    .doesNotContain("secret");
        }
        assertThatThrownBy(() -> ask("http://localhost:1" + query)).hasMessage("nobody listens there");
        assertThatThrownBy(() -> ask("http://nowhere.invalid" + query)).hasMessage("its host is not known");
    }

    @ParameterizedTest
    @CsvSource({
        "http://example.com/",
        "https://example.com:8443/",
        "https://a:b@example.com/",
        "https://127.0.0.1/",
        "https://localhost/",
        "https://[::ffff:10.0.0.1]/",
        "https://169.254.169.254/",
    })
    void whatIsNotPublicIsNotAsked(String address) {
        assertThatThrownBy(() -> ask(careful, address)).isInstanceOf(PrivateHostException.class);
    }
}
