package app.grapevine.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.TestAgents;
import app.grapevine.service.TestServer;
import app.grapevine.storage.Dialect;
import app.grapevine.workbook.BookReader;
import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a report shows, as one workbook, read back as a spreadsheet reads it. */
@ParameterizedClass
@EnumSource(Dialect.class)
class WorkbookApiDbTest {
    private static final String FORMULA = "=HYPERLINK(\\\"https://evil.example\\\")";

    @Parameter
    Dialect dialect;

    private TestServer server;
    private int people;

    @BeforeEach
    void start() {
        server = TestServer.start(dialect, Map.of("trusted.proxies", "127.0.0.0/8", "reports.small.cells", "3"));
        server.post(
                "/api/v1/campaigns",
                "{\"slug\":\"may\",\"name\":\"May\",\"costs\":[{\"channel\":\"whatsapp\",\"cost\":{\"amount\":\"10\","
                        + "\"currency\":\"EUR\"},\"sent\":20}]}");
        server.link("{'destination':'https://shop.example/','code':'wapp','channel':'whatsapp','campaign':'may',"
                + "'audience':'@Club','title':'" + FORMULA + "','trackConversions':true}");
        server.link("{'destination':'https://shop.example/','code':'tgram','channel':'telegram','campaign':'may',"
                + "'trackConversions':true}");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String tap(String code, int times) {
        String location = "";
        for (int i = 0; i < times; i++) {
            location = server.visit(
                            "GET",
                            "/" + code,
                            "User-Agent",
                            TestAgents.IPHONE,
                            "X-Forwarded-For",
                            "198.51.100." + ++people)
                    .headers()
                    .firstValue("Location")
                    .orElseThrow();
        }
        return location.replaceAll(".*gv_click=", "");
    }

    private void sell(String click, String amount, String currency) {
        server.post(
                "/api/v1/conversions",
                "{\"clickId\":\"" + click + "\",\"event\":\"purchase\",\"value\":{\"amount\":\"" + amount
                        + "\",\"currency\":\"" + currency + "\"}}");
    }

    private HttpResponse<byte[]> get(String key, String query) {
        HttpRequest request = HttpRequest.newBuilder(server.uri("/api/v1/report.xlsx" + query))
                .header("Authorization", "Bearer " + key)
                .build();
        try {
            return HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());
        } catch (java.io.IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Map<String, List<List<Object>>> book(String key, String query) {
        HttpResponse<byte[]> answer = get(key, query);
        assertThat(answer.statusCode()).isEqualTo(200);
        return BookReader.read(answer.body());
    }

    private static BigDecimal number(long number) {
        return BigDecimal.valueOf(number);
    }

    private static List<Object> row(List<List<Object>> sheet, String first) {
        return sheet.stream()
                .filter(row -> !row.isEmpty() && first.equals(row.get(0)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no row " + first + " in " + sheet));
    }

    @Test
    void eachPartOfAReportIsASheetWithNumbersAndDays() {
        String click = tap("wapp", 4);
        server.clock().advance(Duration.ofDays(1));
        tap("tgram", 3);
        sell(click, "30.50", "EUR");
        sell(click, "7", "CHF");
        server.awaitRecorded();

        HttpResponse<byte[]> answer = get(TestServer.ADMIN_KEY, "?campaign=may&days=2&tz=Europe/Rome");
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        assertThat(answer.headers().firstValue("Content-Disposition")).hasValue("attachment; filename=\"report.xlsx\"");
        Map<String, List<List<Object>>> book = BookReader.read(answer.body());

        assertThat(book.keySet())
                .containsExactly(
                        "Summary", "By day", "By channel", "By group", "By certainty", "By country", "Links", "ROI");
        List<List<Object>> summary = book.get("Summary");
        assertThat(row(summary, "Campaign").get(1)).isEqualTo("may");
        assertThat(row(summary, "Time zone").get(1)).isEqualTo("Europe/Rome");
        assertThat(BookReader.day(row(summary, "From").get(1))).isEqualTo(LocalDate.of(2026, 5, 1));
        assertThat(row(summary, "Clicks").get(1)).isEqualTo(number(7));
        assertThat((BigDecimal) row(summary, "Revenue EUR").get(1)).isEqualByComparingTo("30.5");
        assertThat((BigDecimal) row(summary, "Revenue CHF").get(1)).isEqualByComparingTo("7");

        List<List<Object>> days = book.get("By day");
        assertThat(days.get(0)).startsWith("Day", "Clicks", "Visitors (daily sum)");
        assertThat(days).hasSize(3);
        assertThat(BookReader.day(days.get(1).get(0))).isEqualTo(LocalDate.of(2026, 5, 1));
        assertThat(days.get(1).get(1)).isEqualTo(number(4));
        assertThat(days.get(2).get(1)).isEqualTo(number(3));
        assertThat(row(book.get("By channel"), "WhatsApp").get(1)).isEqualTo(number(4));
        assertThat(row(book.get("By certainty"), "Likely").get(2)).isEqualTo(number(7));
        List<Object> brought = row(book.get("ROI"), "WhatsApp");
        assertThat(brought.get(1)).isEqualTo(number(20));
        assertThat(row(book.get("ROI"), "Total")).hasSameSizeAs(book.get("ROI").get(0));
        assertThat((BigDecimal) brought.get(brought.size() - 1)).isEqualByComparingTo("2.05");
    }

    @Test
    void besideACostStandsTheRevenueThatItIsHeldAgainst() {
        sell(tap("wapp", 1), "30.50", "EUR");
        sell(tap("tgram", 1), "100", "EUR");
        server.awaitRecorded();
        List<List<Object>> brought =
                book(TestServer.ADMIN_KEY, "?campaign=may&days=2").get("ROI");
        List<Object> headings = brought.get(0);
        List<Object> total = row(brought, "Total");
        assertThat((BigDecimal) total.get(headings.indexOf("Revenue EUR"))).isEqualByComparingTo("130.5");
        assertThat((BigDecimal) total.get(headings.indexOf("Revenue where a cost is given EUR")))
                .isEqualByComparingTo("30.5");
        assertThat((BigDecimal) total.get(headings.indexOf("ROI EUR"))).isEqualByComparingTo("2.05");
    }

    @Test
    void noTextIsAFormulaAndEachIsAsItIs() {
        tap("wapp", 1);
        server.awaitRecorded();
        Map<String, List<List<Object>>> book = book(TestServer.ADMIN_KEY, "");
        assertThat(row(book.get("Links"), "wapp").get(2)).isEqualTo(FORMULA.replace("\\", ""));
        assertThat(row(book.get("By group"), "@Club").get(1)).isEqualTo(number(1));
        assertThat(book).doesNotContainKey("ROI");
    }

    @Test
    void headingsAreInTheReadersLanguageAndALongTimeIsToldByMonths() {
        tap("wapp", 1);
        server.awaitRecorded();
        Map<String, List<List<Object>>> book = book(TestServer.ADMIN_KEY, "?lang=it&from=2000-01-01");
        assertThat(book.keySet()).startsWith("Riepilogo", "Per mese", "Per canale");
        assertThat(book.get("Per mese")).hasSize(2);
        assertThat(BookReader.day(book.get("Per mese").get(1).get(0))).isEqualTo(LocalDate.of(2026, 5, 1));
        assertThat(get(TestServer.ADMIN_KEY, "?lang=xx").statusCode()).isEqualTo(422);
        assertThat(get(TestServer.ADMIN_KEY, "?by=channel").statusCode()).isEqualTo(422);
    }

    @Test
    void whatIsHiddenOfFewPeopleIsHiddenHere() {
        tap("wapp", 9);
        tap("tgram", 2);
        server.awaitRecorded();
        Map<String, List<List<Object>>> book = book(server.newKey("stats:read"), "");
        List<List<Object>> channels = book.get("By channel");
        assertThat(row(channels, "Telegram").stream().filter(BigDecimal.class::isInstance))
                .isEmpty();
        assertThat(row(channels, "Telegram")).contains("Hidden: few people");
        assertThat(row(book.get("Summary"), "Rows of fewer people than this are hidden")
                        .get(1))
                .isEqualTo(number(3));
        assertThat(row(book(TestServer.ADMIN_KEY, "").get("By channel"), "Telegram")
                        .get(1))
                .isEqualTo(number(2));
    }
}
