package app.grapevine.web.site;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.service.TestServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a browser reads before it offers to install the page: the manifest, and the icons that it names. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManifestApiTest {
    private static final String MANIFEST = "/dashboard/manifest.webmanifest";

    private TestServer server;

    @BeforeAll
    void start() {
        server = TestServer.start();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private JsonNode manifest() {
        return TestServer.json(server.visit("GET", MANIFEST));
    }

    @Test
    void thePageNamesItsManifestAndMayReadIt() {
        HttpResponse<String> page = server.visit("GET", "/dashboard");
        HttpResponse<String> manifest = server.visit("GET", MANIFEST);

        assertThat(page.body()).contains("<link rel=\"manifest\" href=\"" + MANIFEST + "\">");
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).contains("; manifest-src 'self';"));
        assertThat(manifest.headers().firstValue("Content-Type")).hasValue("application/manifest+json");
        assertThat(manifest.headers().firstValue("Cache-Control")).hasValue("no-cache");
        String tag = manifest.headers().firstValue("ETag").orElseThrow();
        assertThat(server.visit("GET", MANIFEST, "If-None-Match", tag).statusCode())
                .isEqualTo(304);
    }

    @Test
    void itSaysWhatAPhoneAsksForBeforeItInstallsAPage() {
        JsonNode manifest = manifest();

        assertThat(manifest.get("name").asText()).isEqualTo("Grapevine");
        assertThat(manifest.get("start_url").asText()).isEqualTo("/dashboard");
        assertThat(manifest.get("start_url").asText())
                .startsWith(manifest.get("scope").asText());
        assertThat(manifest.get("display").asText()).isEqualTo("standalone");
        assertThat(manifest.get("theme_color").asText()).matches("#[0-9a-f]{6}");
        assertThat(manifest.get("background_color").asText()).matches("#[0-9a-f]{6}");
    }

    @Test
    void whatIsSharedToItComesToThePage() {
        JsonNode target = manifest().get("share_target");

        assertThat(target.get("action").asText()).isEqualTo("/dashboard");
        assertThat(target.get("method").asText()).isEqualTo("GET");
        assertThat(target.get("params").properties().stream()
                        .map(one -> one.getValue().asText()))
                .containsExactly("title", "text", "url");
        assertThat(server.visit("GET", "/dashboard?title=Boots&text=https%3A%2F%2Fshop.example%2Fboots&url=")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void itsIconsAreThereInTheSizesThatItSays() throws IOException, InterruptedException {
        List<String> sizes = new ArrayList<>();
        Set<String> purposes = new TreeSet<>();
        for (JsonNode icon : manifest().get("icons")) {
            HttpResponse<byte[]> answer = HttpClient.newHttpClient()
                    .send(server.request(icon.get("src").asText()).build(), BodyHandlers.ofByteArray());

            assertThat(answer.statusCode()).as(icon.toString()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                    .startsWith(icon.get("type").asText());
            String size = icon.get("sizes").asText();
            if (!size.equals("any")) {
                BufferedImage image = ImageIO.read(new ByteArrayInputStream(answer.body()));
                assertThat(image.getWidth() + "x" + image.getHeight()).isEqualTo(size);
            }
            sizes.add(size);
            purposes.add(icon.path("purpose").asText("any"));
        }
        assertThat(sizes).contains("any", "192x192", "512x512");
        assertThat(purposes).contains("any", "maskable");
    }
}
