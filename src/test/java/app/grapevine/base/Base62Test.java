package app.grapevine.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Base62Test {
    private static final int BYTES = 16;
    private static final int LENGTH = 22;

    @Test
    void digitsAreInTheOrderOfTheirBytes() {
        assertThat(Base62.text(0, 1)).isEqualTo("0");
        assertThat(Base62.text(10, 1)).isEqualTo("A");
        assertThat(Base62.text(61, 1)).isEqualTo("z");
        assertThat(Base62.text(62, 3)).isEqualTo("010");
    }

    @Test
    void aNumberComesBackFromItsText() {
        Random random = new Random(1);
        for (int i = 0; i < 1000; i++) {
            byte[] number = new byte[BYTES];
            random.nextBytes(number);
            assertThat(Base62.number(Base62.text(number, LENGTH), BYTES)).hasValue(number);
        }
    }

    @Test
    void theGreatestNumberFitsAndTheNextDoesNot() {
        byte[] greatest = new byte[BYTES];
        Arrays.fill(greatest, (byte) -1);
        String text = Base62.text(greatest, LENGTH);
        assertThat(Base62.number(text, BYTES)).hasValue(greatest);
        assertThat(Base62.number("z".repeat(LENGTH), BYTES)).isEmpty();
        assertThat(new BigInteger(1, greatest).mod(BigInteger.valueOf(62)).intValue())
                .isEqualTo(Base62.number(text.substring(LENGTH - 1), 4).orElseThrow()[3]);
    }

    @Test
    void whatHasAnotherCharacterIsNoNumber() {
        for (String text : new String[] {"-", "0_", "é", "\u0000", "\u6f22"}) {
            assertThat(Base62.number(text, BYTES)).isEmpty();
        }
    }

    @Test
    void randomDigitsAreAllThere() {
        String text = Base62.random(new Random(1), 10_000);
        assertThat(text).hasSize(10_000).matches("[0-9A-Za-z]*");
        assertThat(text.chars().distinct().count()).isEqualTo(62);
    }
}
