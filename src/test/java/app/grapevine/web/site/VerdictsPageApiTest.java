package app.grapevine.web.site;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.service.TestServer;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class VerdictsPageApiTest {
    @Test
    void howFarAVerdictCanBeTrustedCanBeReadByAll() {
        try (TestServer service = TestServer.start()) {
            HttpResponse<String> page = service.get("/api/verdicts");

            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html;charset=utf-8");
            assertThat(page.body())
                    .contains("<h1>How far a verdict can be trusted</h1>", "<td>confirmed</td>", "WhatsApp")
                    .doesNotContain("](", "href=\"decisions", ".md");
        }
    }
}
