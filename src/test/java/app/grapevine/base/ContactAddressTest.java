package app.grapevine.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContactAddressTest {
    private static String kept(String address) {
        String[] parts = address.split(":", 2);
        return ContactAddress.canonical(parts[0], parts[1]).orElse("");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // RFC 6068, section 6
                "mailto:chris@example.com",
                "mailto:infobot@example.com?subject=current-issue",
                "mailto:infobot@example.com?body=send%20current-issue%0D%0Asend%20index",
                "mailto:list@example.org?cc=joe@example.com&body=hello",
                "mailto:joe@example.com?cc=bob@example.com,anna@example.com&bcc=carl%40example.com%2Cdora%40example.com",
                "mailto:gorby%25kremvax@example.com",
                "mailto:unlikely%3Faddress@example.com?body=a/b?c=d",
                "mailto:%22not%40me%22@example.org",
                "mailto:user@example.org?subject=caf%C3%A9",
                "mailto:addr1@an.example,addr2@an.example",
                "mailto:?to=addr1@an.example&SUBJECT=x",
                "mailto:?body=to%20whomever",
                "mailto:join+{click}@example.com?subject={code}&body=Ref%20{click}%20{name}",
                "mailto:a@localhost",
                // RFC 3966, section 6
                "tel:+1-201-555-0123",
                "tel:7042;phone-context=example.com",
                "tel:863-1234;phone-context=+1-914-555",
                "tel:+(44).20.7946.0018;ext=12",
                "tel:+390212345678;isub=1234;x-note=a",
                "tel:112",
                "tel:19696",
                // RFC 5724, section 2.5
                "sms:+15105550101",
                "sms:+15105550101,+15105550102?body=hello%20there",
                "sms:48555?body=START%20{click}",
                "sms:?body=Look%20at%20this"
            })
    void anAddressOfTheStandardsComesOutAsItWentIn(String address) {
        assertThat(kept(address)).isEqualTo(address);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "mailto:info@bücher.example|mailto:info@xn--bcher-kva.example",
                "mailto:info@EXAMPLE.com|mailto:info@example.com",
                "mailto:jürg@example.com|mailto:j%C3%BCrg@example.com",
                "mailto:a@b.example?body=\"x\"<y>[z]|mailto:a@b.example?body=%22x%22%3Cy%3E%5Bz%5D",
                "sms:+15105550101?body=è|sms:+15105550101?body=%C3%A8",
            })
    void whatNoAddressHasAsItIsIsEncoded(String given, String expected) {
        assertThat(kept(given)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mailto:",
                "mailto:?",
                "mailto:info",
                "mailto:@example.com",
                "mailto:info@",
                "mailto:a..b@example.com",
                "mailto:.a@example.com",
                "mailto:a@example.com,",
                "mailto:a@exa mple.com",
                "mailto:a@example.com?subject",
                "mailto:a@example.com?attach=/etc/passwd",
                "mailto:a@example.com?In-Reply-To=x",
                "mailto:a@example.com?subject=100%",
                "mailto:a@example.com?subject=a%0D%0ABcc:b@example.com",
                "mailto:a@example.com?body=a%00b",
                "mailto:a%0A@example.com",
                "mailto:a@example.com?body=#1",
                "mailto:a@example.com?cc=nobody",
                "mailto://a@example.com/",
                "tel:",
                "tel:12",
                "tel:0212345678",
                "tel:+",
                "tel:+12",
                "tel:+1234567890123456",
                "tel:+39 02 12345678",
                "tel:*21*0212345678#",
                "tel:*%2306%23",
                "tel://+390212345678",
                "tel:+39021234567;ext=",
                "tel:+390212345678?body=x",
                "sms:",
                "sms:?",
                "sms:+15105550101;body",
                "sms:&body=hello",
                "sms:+15105550101?text=hello",
                "sms:+15105550101?body=a#b",
                "sms:+15105550101,,48555?body=x"
            })
    void whatIsNoneIsNotTaken(String address) {
        assertThat(kept(address)).isEmpty();
    }

    @Test
    void aLongAddressIsReadInTimeThatGrowsWithIt() {
        assertThat(kept("tel:+" + "-".repeat(2000))).isEmpty();
        assertThat(kept("tel:" + "1".repeat(2000) + ";a".repeat(10))).isEmpty();
        assertThat(kept("tel:+" + "1-".repeat(1000) + ";" + "a".repeat(1000))).isEmpty();
        assertThat(kept("mailto:" + "a.".repeat(1000) + "@")).isEmpty();
        assertThat(kept("mailto:a@" + "a.".repeat(1000))).isEmpty();
        assertThat(kept("mailto:a@example.com?body=" + "a%20".repeat(500) + "%"))
                .isEmpty();
    }
}
