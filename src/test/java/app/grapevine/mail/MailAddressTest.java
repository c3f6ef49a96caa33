package app.grapevine.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailAddressTest {
    @Test
    void anAddressIsKeptWithItsDomainInAscii() {
        assertThat(MailAddress.find(" Anna.Rossi+news@Example.COM "))
                .hasToString("Optional[Anna.Rossi+news@example.com]");
        assertThat(MailAddress.find("anna@bücher.example")).hasToString("Optional[anna@xn--bcher-kva.example]");
        assertThat(new MailAddress("anna@example.com").domain()).isEqualTo("example.com");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "anna",
                "@example.com",
                "anna@",
                "anna@localhost",
                "anna@example.com\r\nBcc: all@example.com",
                "anna\r\n@example.com",
                "anna@example.com,ben@example.com",
                "Anna <anna@example.com>",
                "\"anna\"@example.com",
                "anna(c)@example.com",
                "anna@[192.0.2.1]",
                "an na@example.com",
                ".anna@example.com",
                "an..na@example.com",
                "änna@example.com",
                "=?utf-8?q?a=40b.example?=@example.com@",
                "a12345678901234567890123456789012345678901234567890123456789012345@example.com"
            })
    void whatParsersReadInTwoWaysIsNone(String text) {
        assertThat(MailAddress.find(text)).isEmpty();
        assertThatThrownBy(() -> new MailAddress(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSenderHasANameIfItLikes() {
        assertThat(Sender.of("news@example.com").name()).isNull();
        assertThat(Sender.of("Vine News <news@example.com>"))
                .isEqualTo(new Sender(new MailAddress("news@example.com"), "Vine News"));
        assertThatThrownBy(() -> Sender.of("Vine")).hasMessageContaining("must be an address");
    }
}
