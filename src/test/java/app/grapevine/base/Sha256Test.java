package app.grapevine.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class Sha256Test {
    /** The first example of FIPS 180-2, appendix B. */
    private static final String OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void aTextIsHashedAsItsUtf8() {
        assertThat(HexFormat.of().formatHex(Sha256.of("abc"))).isEqualTo(OF_ABC);
        assertThat(Sha256.of("é")).isEqualTo(Sha256.digest().digest(new byte[] {(byte) 0xc3, (byte) 0xa9}));
    }

    @Test
    void whatComesInPartsIsHashedAsTheWhole() {
        MessageDigest digest = Sha256.digest();
        digest.update("a".getBytes(StandardCharsets.UTF_8));
        assertThat(digest.digest("bc".getBytes(StandardCharsets.UTF_8))).isEqualTo(Sha256.of("abc"));
    }
}
