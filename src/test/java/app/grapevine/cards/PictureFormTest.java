package app.grapevine.cards;

import static app.grapevine.cards.TestPictures.corner;
import static app.grapevine.cards.TestPictures.noise;
import static app.grapevine.cards.TestPictures.photo;
import static app.grapevine.cards.TestPictures.read;
import static app.grapevine.cards.TestPictures.webp;
import static app.grapevine.cards.TestPictures.written;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.grapevine.base.RefusedException;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of files that are uploaded as pictures. */
class PictureFormTest {
    private static boolean isRed(BufferedImage image, int x, int y) {
        Color colour = new Color(image.getRGB(x, y));
        return colour.getRed() > 200 && colour.getGreen() < 60;
    }

    /** Where the red quarter of {@link TestPictures#corner} is, once a picture is upright. */
    @ParameterizedTest(name = "held as {0}")
    @CsvSource({
        "1, 40, 20, 5, 5", "2, 40, 20, 35, 5", "3, 40, 20, 35, 15", "4, 40, 20, 5, 15",
        "5, 20, 40, 5, 5", "6, 20, 40, 15, 5", "7, 20, 40, 15, 35", "8, 20, 40, 5, 35"
    })
    void aPhotoIsTurnedByHowTheCameraWasHeld(int orientation, int width, int height, int x, int y) {
        FormedPicture made = PictureForm.of(photo(corner(40, 20), orientation));

        BufferedImage image = read(made.content());
        assertThat(List.of(image.getWidth(), image.getHeight())).containsExactly(width, height);
        assertThat(List.of(made.width(), made.height())).containsExactly(width, height);
        assertThat(isRed(image, x, y)).isTrue();
        assertThat(isRed(image, width - 1 - x, height - 1 - y)).isFalse();
    }

    @Test
    void nothingOfTheFileGoesOnButWhatItShows() {
        byte[] file = photo(corner(64, 64), 1);
        assertThat(text(file)).contains("Exif", TestPictures.PLACE);

        FormedPicture made = PictureForm.of(file);

        assertThat(made.type()).isEqualTo(CardPicture.Type.JPEG);
        assertThat(text(made.content())).doesNotContain("Exif", TestPictures.PLACE);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "gif"})
    void drawingsStaySharpAsPng(String format) {
        FormedPicture made = PictureForm.of(written(corner(300, 200), format));

        assertThat(made.type()).isEqualTo(CardPicture.Type.PNG);
        assertThat(isRed(read(made.content()), 149, 99)).isTrue();
        assertThat(isRed(read(made.content()), 151, 99)).isFalse();
    }

    @Test
    void webPIsRead() {
        FormedPicture made = PictureForm.of(webp());

        BufferedImage image = read(made.content());
        assertThat(List.of(image.getWidth(), image.getHeight())).containsExactly(320, 180);
        assertThat(new Color(image.getRGB(20, 20)).getGreen()).isGreaterThan(240);
        assertThat(new Color(image.getRGB(300, 170)).getGreen()).isBetween(100, 150);
    }

    @Test
    void whatIsTransparentIsWhite() {
        FormedPicture made = PictureForm.of(written(new BufferedImage(20, 20, BufferedImage.TYPE_INT_ARGB), "png"));

        assertThat(read(made.content()).getRGB(10, 10)).isEqualTo(Color.WHITE.getRGB());
        assertThat(read(made.content()).getColorModel().hasAlpha()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"3000, 1500, 1200, 600", "1000, 5000, 240, 1200", "1201, 1201, 1200, 1200", "600, 315, 600, 315"})
    void aLargeOneBecomesAsLargeAsACardIs(int width, int height, int madeWidth, int madeHeight) {
        FormedPicture made = PictureForm.of(written(corner(width, height), "jpeg"));

        assertThat(List.of(made.width(), made.height())).containsExactly(madeWidth, madeHeight);
        assertThat(isRed(read(made.content()), madeWidth / 4, madeHeight / 4)).isTrue();
    }

    @Test
    void whatCannotBeMadeSmallOtherwiseGetsFewerPixels() {
        FormedPicture made = PictureForm.of(written(noise(1200, 1200), "jpeg"));

        assertThat(made.content()).hasSizeLessThanOrEqualTo(PictureForm.MOST_BYTES);
        assertThat(made.width()).isBetween(400, 1199).isEqualTo(made.height());
    }

    @Test
    void aPngThatWouldBeTooLargeBecomesAJpeg() {
        FormedPicture made = PictureForm.of(written(noise(500, 500), "png"));

        assertThat(made.type()).isEqualTo(CardPicture.Type.JPEG);
        assertThat(made.content()).hasSizeLessThanOrEqualTo(PictureForm.MOST_BYTES);
    }

    @Test
    void whatIsNoPictureIsRefused() {
        byte[] jpeg = written(corner(40, 20), "jpeg");
        List<byte[]> files = List.of(
                new byte[0],
                "<svg xmlns=\"http://www.w3.org/2000/svg\"/>".getBytes(StandardCharsets.UTF_8),
                "GIF89a".getBytes(StandardCharsets.US_ASCII),
                written(corner(4, 4), "bmp"),
                Arrays.copyOf(jpeg, 40),
                Arrays.copyOf(webp(), 60));
        for (byte[] file : files) {
            assertThatThrownBy(() -> PictureForm.of(file))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("picture");
        }
    }

    /** It would take gigabytes, and says so in a hundred bytes. */
    @Test
    void whatSaysThatItIsHugeIsNotRead() {
        byte[] png = written(corner(4, 4), "png");
        ByteBuffer.wrap(png).putInt(16, 60_000).putInt(20, 60_000);

        assertThatThrownBy(() -> PictureForm.of(png)).isInstanceOf(RefusedException.class);
    }

    @Test
    void aBrokenNoteOfTheCameraIsAsNone() {
        byte[] file = photo(corner(40, 20), 6);
        ByteBuffer.wrap(file).putInt(2 + 4 + 6 + 4, Integer.MAX_VALUE);

        assertThat(PictureForm.of(file).width()).isEqualTo(40);
    }
}
