package app.grapevine.service;

import static app.grapevine.ops.KnownSettings.ADMIN_KEY;
import static app.grapevine.ops.KnownSettings.API_ORIGINS;
import static app.grapevine.ops.KnownSettings.CACHE_LINKS;
import static app.grapevine.ops.KnownSettings.CARDS_FETCH;
import static app.grapevine.ops.KnownSettings.CARDS_HOSTS;
import static app.grapevine.ops.KnownSettings.CHANNELS_FILE;
import static app.grapevine.ops.KnownSettings.CURRENCY;
import static app.grapevine.ops.KnownSettings.DATABASE_CONNECTIONS;
import static app.grapevine.ops.KnownSettings.DATABASE_PASSWORD;
import static app.grapevine.ops.KnownSettings.DATABASE_TIMEOUT_IDLE;
import static app.grapevine.ops.KnownSettings.DATABASE_TIMEOUT_LOCK;
import static app.grapevine.ops.KnownSettings.DATABASE_TIMEOUT_STATEMENT;
import static app.grapevine.ops.KnownSettings.DATABASE_URL;
import static app.grapevine.ops.KnownSettings.DATABASE_USER;
import static app.grapevine.ops.KnownSettings.DATA_DIR;
import static app.grapevine.ops.KnownSettings.DESTINATIONS_ALLOWED;
import static app.grapevine.ops.KnownSettings.DESTINATIONS_BLOCKED;
import static app.grapevine.ops.KnownSettings.DESTINATIONS_OTHERS;
import static app.grapevine.ops.KnownSettings.DESTINATIONS_PRIVATE;
import static app.grapevine.ops.KnownSettings.DESTINATIONS_SCHEMES;
import static app.grapevine.ops.KnownSettings.DESTINATIONS_SHORTENERS;
import static app.grapevine.ops.KnownSettings.DOMAINS;
import static app.grapevine.ops.KnownSettings.FILES_DIR;
import static app.grapevine.ops.KnownSettings.GEO_DATABASE;
import static app.grapevine.ops.KnownSettings.HOST;
import static app.grapevine.ops.KnownSettings.IMPORT_FETCH;
import static app.grapevine.ops.KnownSettings.IMPORT_HOSTS;
import static app.grapevine.ops.KnownSettings.JOURNAL_MAX_BYTES;
import static app.grapevine.ops.KnownSettings.JOURNAL_SYNC;
import static app.grapevine.ops.KnownSettings.LIMIT_API;
import static app.grapevine.ops.KnownSettings.LIMIT_CONNECTIONS;
import static app.grapevine.ops.KnownSettings.LIMIT_CONNECTIONS_ADDRESS;
import static app.grapevine.ops.KnownSettings.LIMIT_FAILURES;
import static app.grapevine.ops.KnownSettings.LIMIT_FORWARDS_DAY;
import static app.grapevine.ops.KnownSettings.LIMIT_FORWARDS_LINK;
import static app.grapevine.ops.KnownSettings.LIMIT_FORWARDS_MINUTE;
import static app.grapevine.ops.KnownSettings.LIMIT_LINKS;
import static app.grapevine.ops.KnownSettings.LIMIT_PASSWORDS;
import static app.grapevine.ops.KnownSettings.LIMIT_PASSWORDS_LINK;
import static app.grapevine.ops.KnownSettings.LIMIT_REPORTS;
import static app.grapevine.ops.KnownSettings.LIMIT_UNKNOWN;
import static app.grapevine.ops.KnownSettings.LINKS_PERSONAL;
import static app.grapevine.ops.KnownSettings.LINKS_QUERY;
import static app.grapevine.ops.KnownSettings.LINKS_UTM_MEDIUM;
import static app.grapevine.ops.KnownSettings.LINKS_UTM_MEDIUM_PUBLIC;
import static app.grapevine.ops.KnownSettings.LOG_FORMAT;
import static app.grapevine.ops.KnownSettings.MAIL_FROM;
import static app.grapevine.ops.KnownSettings.MAIL_HOST;
import static app.grapevine.ops.KnownSettings.MAIL_PASSWORD;
import static app.grapevine.ops.KnownSettings.MAIL_PORT;
import static app.grapevine.ops.KnownSettings.MAIL_TLS;
import static app.grapevine.ops.KnownSettings.MAIL_USER;
import static app.grapevine.ops.KnownSettings.OPS_HOST;
import static app.grapevine.ops.KnownSettings.OPS_PORT;
import static app.grapevine.ops.KnownSettings.PORT;
import static app.grapevine.ops.KnownSettings.PRIVACY_CONTACT;
import static app.grapevine.ops.KnownSettings.PUBLIC_URL;
import static app.grapevine.ops.KnownSettings.REPORTS_SMALL_CELLS;
import static app.grapevine.ops.KnownSettings.RETENTION_AUDIT_DAYS;
import static app.grapevine.ops.KnownSettings.RETENTION_CLICKS_DAYS;
import static app.grapevine.ops.KnownSettings.RETENTION_SIGNALS_DAYS;
import static app.grapevine.ops.KnownSettings.RETENTION_WEBHOOKS_DAYS;
import static app.grapevine.ops.KnownSettings.TRUSTED_PROXIES;
import static app.grapevine.ops.KnownSettings.UNKNOWN_HOST;
import static app.grapevine.ops.KnownSettings.UNUSUAL_AGENTS_HOUR;
import static app.grapevine.ops.KnownSettings.UNUSUAL_AGENTS_MINUTE;
import static app.grapevine.ops.KnownSettings.UNUSUAL_MARKS_HOUR;
import static app.grapevine.ops.KnownSettings.UNUSUAL_REFERRERS_HOUR;
import static app.grapevine.ops.KnownSettings.UNUSUAL_REPEATS_MINUTE;
import static app.grapevine.ops.KnownSettings.UNUSUAL_SHARE_PERCENT;
import static app.grapevine.ops.KnownSettings.WEBHOOKS_HOSTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.grapevine.TestAgents;
import app.grapevine.clicks.UnusualSettings;
import app.grapevine.journal.JournalSettings;
import app.grapevine.mail.MailSettings;
import app.grapevine.mail.Sender;
import app.grapevine.ops.KnownSettings;
import app.grapevine.ops.LogFormat;
import app.grapevine.ops.Setting;
import app.grapevine.ops.Settings;
import app.grapevine.privacy.CountryFile;
import app.grapevine.storage.DatabaseSettings;
import app.grapevine.storage.DatabaseTimeouts;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/**
 * That each setting sets what it says: all of them have values that are no defaults and differ from each other, in one
 * service, and what they set is looked at from outside, or where that cannot be, at the object that takes it.
 */
class SettingsReachApiTest {
    private static final String USER = "gardener";
    private static final String PASSWORD = "of-the-vine";
    private static final int CONNECTIONS = 5;
    private static final long JOURNAL_BYTES = 3 << 20;
    private static final int CACHED = 6;
    private static final int SIGNALS_DAYS = 2;
    private static final int CLICKS_DAYS = 4;
    private static final int AUDIT_DAYS = 3;
    private static final int REQUESTS = 50;
    private static final int FAILURES = 3;
    private static final int UNKNOWN = 8;
    private static final int OPEN_CONNECTIONS = 333;
    private static final int OPEN_CONNECTIONS_OF_ADDRESS = 77;
    private static final int FORWARDS_A_MINUTE = 2;
    private static final int FORWARDS_A_DAY = 5;
    private static final int FORWARDS_OF_A_LINK = 7;
    private static final int LINKS_AN_HOUR = 44;
    private static final int REPORTS = 3;
    private static final int PASSWORDS = 2;
    private static final int PASSWORDS_OF_A_LINK = 3;

    @TempDir
    private static Path directory;

    private static final Map<String, String> GIVEN = new HashMap<>();
    private static TestServer service;
    private static Settings settings;

    @BeforeAll
    static void start() throws IOException {
        Path countries = directory.resolve("countries.mmdb");
        new CountryFile().with("203.0.113.0/24", "NZ").write(countries);
        Path channels = Files.writeString(
                directory.resolve("channels.csv"), "id,name,visibility\nacme-chat,Acme Chat,private\n");
        try (ServerSocket free = new ServerSocket(0)) {
            given(PORT, free.getLocalPort());
        }
        given(HOST, "0.0.0.0");
        given(OPS_PORT, 0);
        given(OPS_HOST, "127.0.0.2");
        given(PUBLIC_URL, "https://vine.example");
        given(DOMAINS, "grape.example");
        given(UNKNOWN_HOST, "refuse");
        given(DESTINATIONS_PRIVATE, "allowed");
        given(DESTINATIONS_SCHEMES, "vineapp,tel");
        given(LINKS_PERSONAL, "allowed");
        given(LINKS_QUERY, "true");
        given(LINKS_UTM_MEDIUM, "chat");
        given(LINKS_UTM_MEDIUM_PUBLIC, "social-media");
        given(DESTINATIONS_BLOCKED, Files.writeString(directory.resolve("blocked.txt"), "bad.example\n"));
        given(
                DESTINATIONS_ALLOWED,
                Files.writeString(
                                directory.resolve("allowed.txt"),
                                "shop.example\nbit.ly\n10.0.0.1\nlocalhost\n127.0.0.1\n")
                        + ","
                        + Files.writeString(directory.resolve("more.txt"), "well.bad.example\n"));
        given(DESTINATIONS_OTHERS, "refused");
        given(DESTINATIONS_SHORTENERS, "refused");
        given(DATA_DIR, directory.resolve("data"));
        given(DATABASE_URL, DatabaseSettings.embedded(directory).url());
        given(DATABASE_USER, USER);
        given(DATABASE_PASSWORD, PASSWORD);
        given(DATABASE_CONNECTIONS, CONNECTIONS);
        given(DATABASE_TIMEOUT_LOCK, 7);
        given(DATABASE_TIMEOUT_STATEMENT, 77);
        given(DATABASE_TIMEOUT_IDLE, 6);
        given(ADMIN_KEY, TestServer.ADMIN_KEY);
        given(JOURNAL_SYNC, "always");
        given(JOURNAL_MAX_BYTES, JOURNAL_BYTES);
        given(TRUSTED_PROXIES, "127.0.0.0/8");
        given(API_ORIGINS, "https://tools.example");
        given(GEO_DATABASE, countries);
        Path files = Files.createDirectories(directory.resolve("files"));
        Files.writeString(files.resolve("ads.txt"), "none\n");
        given(FILES_DIR, files);
        given(CHANNELS_FILE, channels);
        given(CACHE_LINKS, CACHED);
        given(RETENTION_SIGNALS_DAYS, SIGNALS_DAYS);
        given(RETENTION_CLICKS_DAYS, CLICKS_DAYS);
        given(RETENTION_AUDIT_DAYS, AUDIT_DAYS);
        given(RETENTION_WEBHOOKS_DAYS, 3);
        given(WEBHOOKS_HOSTS, "hooks.internal:8080, 10.0.0.7");
        given(CARDS_FETCH, "on");
        given(CARDS_HOSTS, "cms.internal:8080, 10.0.0.8");
        given(IMPORT_FETCH, "on");
        given(IMPORT_HOSTS, "kutt.internal:3000, 10.0.0.9");
        given(PRIVACY_CONTACT, "Vine Ltd, privacy@vine.example");
        given(CURRENCY, "CHF");
        given(REPORTS_SMALL_CELLS, 4);
        given(UNUSUAL_AGENTS_MINUTE, 11);
        given(UNUSUAL_AGENTS_HOUR, 41);
        given(UNUSUAL_REFERRERS_HOUR, 9);
        given(UNUSUAL_MARKS_HOUR, 5);
        given(UNUSUAL_REPEATS_MINUTE, 31);
        given(UNUSUAL_SHARE_PERCENT, 26);
        given(LIMIT_API, REQUESTS);
        given(LIMIT_LINKS, LINKS_AN_HOUR);
        given(LIMIT_REPORTS, REPORTS);
        given(LIMIT_PASSWORDS, PASSWORDS);
        given(LIMIT_PASSWORDS_LINK, PASSWORDS_OF_A_LINK);
        given(LIMIT_FAILURES, FAILURES);
        given(LIMIT_UNKNOWN, UNKNOWN);
        given(LIMIT_CONNECTIONS, OPEN_CONNECTIONS);
        given(LIMIT_CONNECTIONS_ADDRESS, OPEN_CONNECTIONS_OF_ADDRESS);
        given(LIMIT_FORWARDS_MINUTE, FORWARDS_A_MINUTE);
        given(LIMIT_FORWARDS_DAY, FORWARDS_A_DAY);
        given(LIMIT_FORWARDS_LINK, FORWARDS_OF_A_LINK);
        given(MAIL_HOST, "mail.vine.example");
        given(MAIL_PORT, 465);
        given(MAIL_TLS, "tls");
        given(MAIL_USER, USER);
        given(MAIL_PASSWORD, PASSWORD);
        given(MAIL_FROM, "Vine <news@vine.example>");
        given(LOG_FORMAT, "json");
        settings = Settings.of(GIVEN);
        service = TestServer.start(GIVEN);
    }

    private static UnusualSettings unusual() {
        return FeatureSettings.unusual(settings);
    }

    private static MailSettings mail() {
        return FeatureSettings.mail(settings, "vine.example").orElseThrow();
    }

    private static void given(Setting<?> setting, Object value) {
        GIVEN.put(setting.key(), value.toString());
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static Map<Setting<?>, Executable> proofs() {
        return Map.ofEntries(
                Map.entry(PORT, () -> assertThat(service.port()).hasToString(GIVEN.get("port"))),
                Map.entry(HOST, SettingsReachApiTest::everyAddressIsBound),
                Map.entry(
                        OPS_PORT,
                        () -> assertThat(service.opsUri("/").getPort()).isNotEqualTo(service.port())),
                Map.entry(
                        OPS_HOST,
                        () -> assertThat(service.opsUri("/").getHost()).isEqualTo("127.0.0.2")),
                Map.entry(
                        LOG_FORMAT,
                        () -> assertThat(FeatureSettings.log(settings)).isEqualTo(LogFormat.JSON)),
                Map.entry(PUBLIC_URL, () -> assertThat(shortUrl("")).startsWith("https://vine.example/")),
                Map.entry(
                        DOMAINS,
                        () -> assertThat(shortUrl(",'domain':'grape.example'")).startsWith("https://grape.example/")),
                Map.entry(UNKNOWN_HOST, SettingsReachApiTest::anUnknownHostIsRefused),
                Map.entry(
                        LINKS_PERSONAL,
                        () -> assertThat(service.link("{'destination':'https://shop.example/','people':1}"))
                                .isNotEmpty()),
                Map.entry(LINKS_QUERY, SettingsReachApiTest::aLinkThatDoesNotSayItHandsOnAll),
                Map.entry(LINKS_UTM_MEDIUM, () -> assertMedium("whatsapp", "chat")),
                Map.entry(LINKS_UTM_MEDIUM_PUBLIC, () -> assertMedium("x", "social-media")),
                Map.entry(DESTINATIONS_PRIVATE, SettingsReachApiTest::aLinkMayLeadIntoAPrivateNetworkAndNotHere),
                Map.entry(DESTINATIONS_SCHEMES, () -> {
                    aRuleMayLeadIntoAnApp();
                    aLinkLeadsToWhatIsAllowed();
                }),
                Map.entry(DESTINATIONS_BLOCKED, () -> assertFault("https://bad.example/", "blocked-host")),
                Map.entry(
                        DESTINATIONS_ALLOWED,
                        () -> assertThat(statusOfLinkTo("https://a.well.bad.example/"))
                                .isEqualTo(201)),
                Map.entry(DESTINATIONS_OTHERS, () -> assertFault("https://other.example/", "unlisted-host")),
                Map.entry(DESTINATIONS_SHORTENERS, () -> assertFault("https://tinyurl.com/a", "other-shortener")),
                Map.entry(LIMIT_LINKS, SettingsReachApiTest::aKeyMayMakeSoManyLinks),
                Map.entry(LIMIT_REPORTS, SettingsReachApiTest::anAddressMayReportSoOften),
                Map.entry(LIMIT_PASSWORDS, SettingsReachApiTest::anAddressMayErrSoOften),
                Map.entry(LIMIT_PASSWORDS_LINK, SettingsReachApiTest::aLinkIsTriedSoOften),
                Map.entry(
                        DATA_DIR,
                        () -> assertThat(directory.resolve("data/journal")).isDirectory()),
                Map.entry(
                        DATABASE_URL,
                        () -> assertThat(directory.resolve("grapevine.mv.db")).isRegularFile()),
                Map.entry(DATABASE_USER, () -> assertOpensTheDatabase("another", PASSWORD)),
                Map.entry(DATABASE_PASSWORD, () -> assertOpensTheDatabase(USER, "another")),
                Map.entry(
                        DATABASE_CONNECTIONS,
                        () -> assertThat(FeatureSettings.database(settings).readers())
                                .isEqualTo(CONNECTIONS)),
                Map.entry(
                        DATABASE_TIMEOUT_LOCK,
                        () -> assertThat(timeouts().lock()).hasSeconds(7)),
                Map.entry(
                        DATABASE_TIMEOUT_STATEMENT,
                        () -> assertThat(timeouts().statement()).hasSeconds(77)),
                Map.entry(
                        DATABASE_TIMEOUT_IDLE,
                        () -> assertThat(timeouts().idle()).hasSeconds(6)),
                Map.entry(
                        ADMIN_KEY,
                        () -> assertThat(service.get("/api/v1/channels").statusCode())
                                .isEqualTo(200)),
                Map.entry(JOURNAL_SYNC, () -> assertThat(journal().sync()).isEqualTo(JournalSettings.Sync.ALWAYS)),
                Map.entry(
                        JOURNAL_MAX_BYTES,
                        () -> assertThat(journal().maxBytes()).isEqualTo(JOURNAL_BYTES)),
                Map.entry(TRUSTED_PROXIES, SettingsReachApiTest::theProxyNamesTheClient),
                Map.entry(
                        FILES_DIR,
                        () -> assertThat(service.get("/ads.txt").body()).isEqualTo("none\n")),
                Map.entry(
                        API_ORIGINS,
                        () -> assertThat(FeatureSettings.web(settings).origins())
                                .containsExactly("https://tools.example")),
                Map.entry(GEO_DATABASE, SettingsReachApiTest::countriesAreKnown),
                Map.entry(
                        CHANNELS_FILE,
                        () -> assertThat(service.get("/api/v1/channels").body()).contains("acme-chat")),
                Map.entry(CACHE_LINKS, SettingsReachApiTest::soManyLinksAreRemembered),
                Map.entry(RETENTION_SIGNALS_DAYS, () -> assertKept("user_agents", SIGNALS_DAYS)),
                Map.entry(RETENTION_CLICKS_DAYS, () -> assertKept("visit_segments", CLICKS_DAYS)),
                Map.entry(RETENTION_AUDIT_DAYS, SettingsReachApiTest::theAuditLogIsCut),
                Map.entry(
                        RETENTION_WEBHOOKS_DAYS,
                        () -> assertThat(FeatureSettings.webhooks(settings).kept())
                                .hasDays(3)),
                Map.entry(
                        CARDS_FETCH,
                        () -> assertThat(service.ask("/about").get("asksPages").asBoolean())
                                .isTrue()),
                Map.entry(
                        CARDS_HOSTS,
                        () -> assertThat(FeatureSettings.cards(settings).hosts())
                                .containsExactlyInAnyOrder("cms.internal:8080", "10.0.0.8")),
                Map.entry(
                        IMPORT_FETCH,
                        () -> assertThat(
                                        service.ask("/about").get("asksSources").asBoolean())
                                .isTrue()),
                Map.entry(
                        IMPORT_HOSTS,
                        () -> assertThat(FeatureSettings.fetches(settings).hosts())
                                .containsExactlyInAnyOrder("kutt.internal:3000", "10.0.0.9")),
                Map.entry(
                        WEBHOOKS_HOSTS,
                        () -> assertThat(service.post(
                                                "/api/v1/webhooks",
                                                "{\"url\":\"http://10.0.0.7/hook\",\"events\":[\"link.created\"]}")
                                        .statusCode())
                                .isEqualTo(201)),
                Map.entry(
                        PRIVACY_CONTACT,
                        () -> assertThat(service.visit("GET", "/privacy").body())
                                .contains("Vine Ltd, privacy@vine.example")),
                Map.entry(
                        CURRENCY,
                        () -> assertThat(service.ask("/about").get("currency").asText())
                                .isEqualTo("CHF")),
                Map.entry(
                        UNUSUAL_AGENTS_MINUTE,
                        () -> assertThat(unusual().agentsMinute()).isEqualTo(11)),
                Map.entry(
                        UNUSUAL_AGENTS_HOUR,
                        () -> assertThat(unusual().agentsHour()).isEqualTo(41)),
                Map.entry(
                        UNUSUAL_REFERRERS_HOUR,
                        () -> assertThat(unusual().referrers()).isEqualTo(9)),
                Map.entry(
                        UNUSUAL_MARKS_HOUR, () -> assertThat(unusual().marks()).isEqualTo(5)),
                Map.entry(
                        UNUSUAL_REPEATS_MINUTE,
                        () -> assertThat(unusual().repeats()).isEqualTo(31)),
                Map.entry(
                        UNUSUAL_SHARE_PERCENT,
                        () -> assertThat(unusual().share()).isEqualTo(26)),
                Map.entry(
                        REPORTS_SMALL_CELLS,
                        () -> assertThat(FeatureSettings.stats(settings)
                                        .smallCells()
                                        .least())
                                .isEqualTo(4)),
                Map.entry(MAIL_HOST, () -> assertThat(mail().host()).isEqualTo("mail.vine.example")),
                Map.entry(MAIL_PORT, () -> assertThat(mail().port()).isEqualTo(465)),
                Map.entry(MAIL_TLS, () -> assertThat(mail().tls()).isEqualTo(MailSettings.Tls.TLS)),
                Map.entry(MAIL_USER, () -> assertThat(mail().user()).isEqualTo(USER)),
                Map.entry(MAIL_PASSWORD, () -> assertThat(mail().password()).isEqualTo(PASSWORD)),
                Map.entry(MAIL_FROM, () -> assertThat(mail().from()).isEqualTo(Sender.of("Vine <news@vine.example>"))),
                Map.entry(LIMIT_API, SettingsReachApiTest::aKeyMayAskSoOften),
                Map.entry(LIMIT_FAILURES, SettingsReachApiTest::anAddressMayFailSoOften),
                Map.entry(LIMIT_UNKNOWN, SettingsReachApiTest::anAddressMayTrySoManyCodes),
                Map.entry(
                        LIMIT_CONNECTIONS,
                        () -> assertThat(FeatureSettings.web(settings).connections())
                                .isEqualTo(OPEN_CONNECTIONS)),
                Map.entry(
                        LIMIT_CONNECTIONS_ADDRESS,
                        () -> assertThat(FeatureSettings.web(settings).connectionsOfAddress())
                                .isEqualTo(OPEN_CONNECTIONS_OF_ADDRESS)),
                Map.entry(LIMIT_FORWARDS_MINUTE, SettingsReachApiTest::anAddressMayPassOnSoManyAMinute),
                Map.entry(LIMIT_FORWARDS_DAY, SettingsReachApiTest::anAddressMayPassOnSoManyADay),
                Map.entry(LIMIT_FORWARDS_LINK, SettingsReachApiTest::aLinkMayBePassedOnSoOften));
    }

    @TestFactory
    Stream<DynamicTest> eachSettingSetsWhatItSays() {
        Map<Setting<?>, Executable> proofs = proofs();
        return KnownSettings.all().stream()
                .map(setting -> DynamicTest.dynamicTest(setting.key(), () -> {
                    assertThat(GIVEN.get(setting.key())).isNotEqualTo(setting.defaultText());
                    assertThat(proofs).as("a proof for each setting").containsKey(setting);
                    service.clock().advance(Duration.ofMinutes(1)); // the limits of the requests before
                    proofs.get(setting).execute();
                }));
    }

    private static JsonNode link(String more) {
        String json = "{'destination':'https://shop.example/'" + more + "}";
        return TestServer.json(service.post("/api/v1/links", json.replace('\'', '"')));
    }

    private static String code() {
        return link("").get("code").asText();
    }

    private static String shortUrl(String more) {
        return link(more).get("shortUrl").asText();
    }

    private static JournalSettings journal() {
        return FeatureSettings.journal(settings, directory);
    }

    /** The status of a request that comes through a proxy on this machine. */
    private static int status(String host, String from, String request, String body) {
        String answer = service.raw(request + " HTTP/1.1\r\nHost: " + host + "\r\nX-Forwarded-For: " + from
                + "\r\nUser-Agent: " + TestAgents.IPHONE
                + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " + body.length()
                + "\r\nConnection: close\r\n\r\n" + body);
        return Integer.parseInt(answer.split(" ", 3)[1]);
    }

    private static int visit(String host, String from, String code) {
        return status(host, from, "GET /" + code, "");
    }

    private static int passOn(String from, String code) {
        return status("vine.example", from, "POST /" + code + "/share", "channel=sms");
    }

    private static void everyAddressIsBound() throws IOException {
        Map<String, String> onAnyPort = new HashMap<>(GIVEN);
        onAnyPort.put("port", "0");
        try (ServerSocketChannel socket = Ports.bind(Settings.of(onAnyPort))) {
            assertThat(((InetSocketAddress) socket.getLocalAddress())
                            .getAddress()
                            .isAnyLocalAddress())
                    .isTrue();
        }
    }

    private static void anAddressMayTrySoManyCodes() {
        for (int i = 0; i < UNKNOWN; i++) {
            assertThat(visit("vine.example", "203.0.113.77", "nobodys-" + i)).isEqualTo(404);
        }
        assertThat(visit("vine.example", "203.0.113.77", "nobodys")).isEqualTo(429);
    }

    private static void assertMedium(String channel, String medium) {
        String code = service.link("{'destination':'https://shop.example/','channel':'" + channel + "'}");
        assertThat(service.visit("GET", "/" + code, "Host", "vine.example", "User-Agent", TestAgents.IPHONE)
                        .headers()
                        .firstValue("Location"))
                .hasValue("https://shop.example/?utm_source=" + channel + "&utm_medium=" + medium);
    }

    private static void aLinkThatDoesNotSayItHandsOnAll() {
        String code = service.link("{'destination':'https://shop.example/'}");
        assertThat(service.visit("GET", "/" + code + "?any=1", "Host", "vine.example", "User-Agent", TestAgents.IPHONE)
                        .headers()
                        .firstValue("Location"))
                .hasValue("https://shop.example/?any=1");
    }

    private static void anUnknownHostIsRefused() {
        String code = code();
        assertThat(visit("vine.example", "203.0.113.1", code)).isEqualTo(302);
        assertThat(visit("unknown.example", "203.0.113.1", code)).isEqualTo(404);
    }

    private static void theAuditLogIsCut() {
        String code = code();
        service.clock().advance(Duration.ofDays(AUDIT_DAYS).minusMinutes(1));
        service.runJobs();
        assertThat(service.ask("/audit?subject=" + code).get("items")).isNotEmpty();
        service.clock().advance(Duration.ofMinutes(2));
        service.runJobs();
        assertThat(service.ask("/audit?subject=" + code).get("items")).isEmpty();
    }

    private static void aLinkMayLeadIntoAPrivateNetworkAndNotHere() {
        assertThat(statusOfLinkTo("http://10.0.0.1/")).isEqualTo(201);
        assertThat(statusOfLinkTo("http://localhost:" + (service.port() - 1) + "/"))
                .isEqualTo(201);
        assertThat(statusOfLinkTo("http://127.0.0.1:" + service.port() + "/")).isEqualTo(422);
    }

    private static void aRuleMayLeadIntoAnApp() {
        String link = "{'destination':'https://shop.example/','rules':[{'when':{'device':'android'},"
                + "'destination':'%s://item'}]}";
        assertThat(service.link(link.formatted("vineapp"))).isNotEmpty();
        assertThat(service.post("/api/v1/links", link.formatted("otherapp").replace('\'', '"'))
                        .body())
                .contains("scheme-not-allowed");
    }

    private static void assertFault(String destination, String code) {
        JsonNode problem = TestServer.json(service.post("/api/v1/links", "{\"destination\":\"" + destination + "\"}"));
        assertThat(problem.at("/errors/0/code").asText()).as(problem.toString()).isEqualTo(code);
    }

    private static void aKeyMayMakeSoManyLinks() {
        service.clock().advance(Duration.ofHours(1));
        String links = "[" + "{\"destination\":\"https://shop.example/\"},".repeat(LINKS_AN_HOUR)
                + "{\"destination\":\"https://shop.example/\"}]";
        JsonNode items =
                TestServer.json(service.post("/api/v1/links/bulk", links)).get("items");
        assertThat(items.get(LINKS_AN_HOUR - 1).get("status").asInt()).isEqualTo(201);
        assertThat(items.get(LINKS_AN_HOUR).get("status").asInt()).isEqualTo(429);
        service.clock().advance(Duration.ofHours(1));
    }

    private static void anAddressMayReportSoOften() {
        String code = code();
        for (int i = 0; i < REPORTS; i++) {
            assertThat(report(code)).isEqualTo(200);
        }
        assertThat(report(code)).isEqualTo(429);
    }

    private static void anAddressMayErrSoOften() {
        String code = protectedCode();
        for (int i = 0; i < PASSWORDS; i++) {
            assertThat(err("198.51.100.41", code)).isEqualTo(403);
        }
        assertThat(err("198.51.100.41", code)).isEqualTo(429);
    }

    private static void aLinkIsTriedSoOften() {
        String code = protectedCode();
        for (int i = 0; i < PASSWORDS_OF_A_LINK; i++) {
            assertThat(err("198.51.100." + (42 + i), code)).isEqualTo(403);
        }
        assertThat(err("198.51.100.50", code)).isEqualTo(429);
    }

    private static String protectedCode() {
        return link(",'password':'open sesame'").get("code").asText();
    }

    private static int err(String address, String code) {
        return status("vine.example", address, "POST /" + code, "password=wrong");
    }

    private static void aLinkLeadsToWhatIsAllowed() {
        assertThat(statusOfLinkTo("tel:112")).isEqualTo(201);
        assertThat(statusOfLinkTo("sms:48555")).isEqualTo(422);
    }

    private static int report(String code) {
        return status("vine.example", "198.51.100.31", "POST /" + code + "/report", "reason=spam");
    }

    private static int statusOfLinkTo(String destination) {
        return service.post("/api/v1/links", "{\"destination\":\"" + destination + "\"}")
                .statusCode();
    }

    private static void assertOpensTheDatabase(String wrongUser, String wrongPassword) throws SQLException {
        String url = GIVEN.get("database.url");
        DriverManager.getConnection(url, USER, PASSWORD).close();
        assertThatThrownBy(() -> DriverManager.getConnection(url, wrongUser, wrongPassword))
                .isInstanceOf(SQLException.class);
    }

    private static void theProxyNamesTheClient() {
        for (int i = 0; i <= FAILURES; i++) {
            failedFrom("198.51.100.1");
        }
        assertThat(failedFrom("198.51.100.1")).isEqualTo(429);
        assertThat(failedFrom("198.51.100.2")).isEqualTo(401);
    }

    private static int failedFrom(String address) {
        return service.send(HttpRequest.newBuilder(service.uri("/api/v1/links"))
                        .header("Authorization", "Bearer nobody's")
                        .header("X-Forwarded-For", address))
                .statusCode();
    }

    private static void countriesAreKnown() {
        String code = code();
        visit("vine.example", "203.0.113.7", code);
        service.awaitRecorded();
        assertThat(service.ask("/stats?by=country&code=" + code).toString()).contains("\"NZ\"");
    }

    private static void soManyLinksAreRemembered() {
        for (int i = 0; i < 3 * CACHED; i++) {
            visit("vine.example", "203.0.113.7", "unknown" + i);
        }
        assertThat(service.metric("grapevine_cache_entries")).isEqualTo(CACHED);
    }

    /** That the rows of a visit are kept for so many days, and no longer. */
    private static void assertKept(String table, int days) throws SQLException {
        visit("vine.example", "203.0.113.8", code());
        service.awaitRecorded();
        service.clock().advance(Duration.ofDays(days));
        service.runJobs();
        assertThat(count(table)).isPositive();
        service.clock().advance(Duration.ofDays(1));
        service.runJobs();
        assertThat(count(table)).isZero();
    }

    private static int count(String table) throws SQLException {
        try (Connection connection = DriverManager.getConnection(GIVEN.get("database.url"), USER, PASSWORD);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static void aKeyMayAskSoOften() {
        String key = service.newKey("links:read");
        for (int i = 0; i < REQUESTS; i++) {
            assertThat(asked(key)).isEqualTo(200);
        }
        assertThat(asked(key)).isEqualTo(429);
    }

    private static int asked(String key) {
        return service.send(HttpRequest.newBuilder(service.uri("/api/v1/channels"))
                        .header("Authorization", "Bearer " + key))
                .statusCode();
    }

    private static void anAddressMayFailSoOften() {
        for (int i = 0; i < FAILURES; i++) {
            assertThat(failedFrom("198.51.100.3")).isEqualTo(401);
        }
        assertThat(failedFrom("198.51.100.3")).isEqualTo(429);
    }

    private static DatabaseTimeouts timeouts() {
        return FeatureSettings.database(settings).timeouts();
    }

    private static void anAddressMayPassOnSoManyAMinute() {
        String code = code();
        for (int i = 0; i < FORWARDS_A_MINUTE; i++) {
            assertThat(passOn("198.51.100.4", code)).isEqualTo(201);
        }
        assertThat(passOn("198.51.100.4", code)).isEqualTo(429);
        service.clock().advance(Duration.ofMinutes(1));
        assertThat(passOn("198.51.100.4", code)).isEqualTo(201);
    }

    private static void anAddressMayPassOnSoManyADay() {
        String code = code();
        for (int i = 0; i < FORWARDS_A_DAY; i++) {
            assertThat(passOn("198.51.100.5", code)).isEqualTo(201);
            service.clock().advance(Duration.ofMinutes(1));
        }
        assertThat(passOn("198.51.100.5", code)).isEqualTo(429);
    }

    private static void aLinkMayBePassedOnSoOften() {
        String code = code();
        for (int i = 0; i < FORWARDS_OF_A_LINK; i++) {
            assertThat(passOn("198.51.100." + (10 + i), code)).isEqualTo(201);
        }
        assertThat(passOn("198.51.100.9", code)).isEqualTo(429);
        assertThat(passOn("198.51.100.9", code())).isEqualTo(201);
    }
}
