package app.grapevine.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressLiteralTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7",
        "2001:DB8::1, 2001:db8:0:0:0:0:0:1",
        "[2001:db8::1], 2001:db8:0:0:0:0:0:1",
        "::ffff:192.0.2.7, 192.0.2.7",
        "[::], 0:0:0:0:0:0:0:0"
    })
    void anAddressIsFoundHoweverItIsWritten(String text, String address) {
        assertThat(AddressLiteral.find(text).map(InetAddress::getHostAddress)).contains(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "300.0.0.1",
                "192.0.2",
                "192.0.2.7.",
                "192.0.02.7",
                "0x7f.0.0.1",
                "[192.0.2.7]",
                "[]",
                "[2001:db8::1",
                "2001:db8::1]",
                "::::",
                "fe80::1%eth0",
                "192.0.2.7:80",
                "2001:db8::g"
            })
    void allElseIsNone(String text) {
        assertThat(AddressLiteral.find(text)).isEmpty();
    }
}
