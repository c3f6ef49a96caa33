package app.grapevine.web.visit;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.attribution.Signals;
import app.grapevine.journal.Visit;
import app.grapevine.service.TestServer;
import app.grapevine.visits.Click;
import app.grapevine.visits.ClickRow;
import java.lang.reflect.RecordComponent;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page that tells recipients what is recorded of them. */
class PrivacyPageApiTest {
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(Map.of(
                "retention.clicks.days", "45", "retention.signals.days", "30", "privacy.contact", "Vine <Ltd> & sons"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static HttpResponse<String> page(TestServer from, String language) {
        return from.visit("GET", "/privacy", "Accept-Language", language);
    }

    /** Whoever adds something to a visit has to say so on the page. */
    @Test
    void nothingIsKeptOfWhichNothingIsTold() {
        Set<String> told = Stream.of(PrivacyFact.values())
                .flatMap(fact -> fact.parts().stream())
                .collect(Collectors.toSet());
        Set<String> kept = Stream.of(Visit.class, Signals.class, Click.class, ClickRow.class)
                .flatMap(type -> Stream.of(type.getRecordComponents()))
                .map(RecordComponent::getName)
                .filter(name -> !name.equals("click"))
                .collect(Collectors.toSet());
        assertThat(told).containsExactlyInAnyOrderElementsOf(kept);
    }

    @ParameterizedTest
    @CsvSource({
        "en, What is recorded, 45 days, 30 days, 2 days",
        "it, Che cosa si registra, 45 giorni, 30 giorni, 2 giorni",
        "de, Was erfasst wird, 45 Tage, 30 Tage, 2 Tage",
        "fr, Ce qui est enregistré, 45 jours, 30 jours, 2 jours",
        "es, Qué se registra, 45 días, 30 días, 2 días",
        "pt, O que é registrado, 45 dias, 30 dias, 2 dias"
    })
    void itSpeaksTheReadersLanguageAndTellsThisInstallationsTimes(
            String language, String title, String visits, String details, String salt) {
        HttpResponse<String> page = page(server, language);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Language")).hasValue(language);
        assertThat(page.body().replace('\u00a0', ' '))
                .contains(title, visits, details, salt, "127.0.0.1", "Vine &lt;Ltd&gt; &amp; sons", "gv_click")
                .doesNotContain("<script", ">null", "{", "&amp;#")
                .doesNotContain(RecipientPages.text(language, "privacyFact.country"));
        assertThat(page.body().split("<tr><td>")).hasSize(PrivacyFact.values().length);
    }

    @Test
    void itCanBeReadAgainAndAgainAndCountsAsNoUnknownCode() {
        for (int i = 0; i < 70; i++) {
            assertThat(page(server, "en").statusCode()).isEqualTo(200);
        }
        assertThat(server.tap("/nobodys-code").statusCode()).isEqualTo(404);
    }

    @Test
    void noLinkCanTakeItsPlaceButOneFromBeforeKeepsItsWay() {
        assertThat(server.post("/api/v1/links", "{\"destination\":\"https://shop.example/\",\"code\":\"privacy\"}")
                        .statusCode())
                .isEqualTo(422);
        try (TestServer before = TestServer.start(Map.of("retention.clicks.days", "0"))) {
            assertThat(page(before, "en").body())
                    .contains("until it is erased", "whoever sent you the link")
                    .doesNotContain("Vine");
            String code = before.link("{'destination':'https://shop.example/','code':'private'}");
            before.stop();
            before.database()
                    .writeOnly(handle -> handle.execute("UPDATE links SET code = 'privacy', folded = 'privacy'"));
            before.restart();
            assertThat(before.tap("/" + code).statusCode()).isEqualTo(404);
            assertThat(before.tap("/privacy").headers().firstValue("Location")).hasValue("https://shop.example/");
        }
    }
}
