package app.grapevine.storage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which ways to PostgreSQL others may listen on. */
class DriverParametersTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            jdbc:postgresql://db.example/grapevine,                                      db.example
            jdbc:postgresql://db.example:5433/grapevine?ApplicationName=x,               db.example
            jdbc:postgresql://db.example/grapevine?sslmode=prefer,                       db.example
            jdbc:postgresql://db.example/grapevine?sslmode=disable,                      db.example
            jdbc:postgresql://db.example/grapevine?ssl=false,                            db.example
            jdbc:postgresql://db.example/grapevine?ssl=true&sslmode=allow,               db.example
            'jdbc:postgresql://localhost,db.example/grapevine',                          'localhost,db.example'
            jdbc:postgresql://192.0.2.7/grapevine,                                       192.0.2.7
            jdbc:postgresql://[2001:db8::7]/grapevine,                                   [2001:db8::7]
            jdbc:postgresql://db.example/grapevine?sslmode=require,
            jdbc:postgresql://db.example/grapevine?sslmode=VERIFY-CA,
            jdbc:postgresql://db.example/grapevine?sslmode=verify-full&sslrootcert=/a.pem,
            jdbc:postgresql://db.example/grapevine?ssl=true,
            jdbc:postgresql://db.example/grapevine?ssl,
            jdbc:postgresql://localhost/grapevine,
            jdbc:postgresql:grapevine,
            jdbc:postgresql://127.0.0.1:5432/grapevine?sslmode=disable,
            jdbc:postgresql://[::1]/grapevine,
            """)
    void aWayToAnotherMachineIsInTheClearUnlessTheUrlSaysOtherwise(String url, String hosts) {
        assertThat(DriverParameters.inTheClear(url).orElse(null)).isEqualTo(hosts);
    }
}
