package app.grapevine.service;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.storage.TestDatabase;
import org.junit.jupiter.api.Test;

/** What the running service does now and then. */
class UpkeepApiTest {
    @Test
    void aConversionThatCameBeforeItsClickIsGivenItsLink() {
        try (TestServer service = TestServer.start()) {
            String code = service.link("{'destination':'https://shop.example/','trackConversions':true}");
            String location =
                    service.tap("/" + code).headers().firstValue("Location").orElseThrow();
            service.awaitRecorded();
            String click = location.substring(location.lastIndexOf('=') + 1);
            assertThat(service.post("/api/v1/conversions", "{\"clickId\":\"" + click + "\",\"event\":\"sale\"}")
                            .statusCode())
                    .isEqualTo(201);
            service.database().writeOnly(handle -> handle.execute("UPDATE conversions SET link_id = 0"));
            service.runJobs();
            assertThat(TestDatabase.count(service.database(), "conversions v JOIN links l ON l.id = v.link_id"))
                    .isEqualTo(1);
        }
    }
}
