package app.grapevine.qr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.grapevine.base.Parameters;
import app.grapevine.base.RefusedException;
import com.google.zxing.ReaderException;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class QrPictureTest {
    private static final int PICTURES = 50;
    private static final List<String> FRAMES =
            List.of("Scan me", "Scansiona qui", "Δες το μενού", "Ещё больше внутри, загляните");
    private static final String[][] COLOURS = {
        {"#000000", "#ffffff"},
        {"#14507a", "#ffffff"},
        {"7a1414", "fff4d6"},
        {"#3b0764", "#d9f99d"},
        {"#595959", "#f0f0f0"}
    };

    private static Stream<Arguments> styles() {
        List<Arguments> styles = new ArrayList<>();
        for (String modules : List.of("square", "rounded", "dots")) {
            for (boolean framed : List.of(false, true)) {
                for (boolean logo : List.of(false, true)) {
                    styles.add(Arguments.of(modules, framed, logo));
                }
            }
        }
        return styles.stream();
    }

    @ParameterizedTest(name = "{0} modules, frame {1}, logo {2}")
    @MethodSource("styles")
    void fiftyRandomPicturesAreReadAsTheirAddress(String modules, boolean framed, boolean logo) throws Exception {
        Random random = new Random(modules.hashCode() + (framed ? 1 : 0) + (logo ? 2 : 0));
        for (int i = 0; i < PICTURES; i++) {
            String url = address(random);
            String[] colours = COLOURS[random.nextInt(COLOURS.length)];
            Map<String, List<String>> given = new HashMap<>(Map.of(
                    "modules", List.of(modules),
                    "dark", List.of(colours[0]),
                    "light", List.of(colours[1]),
                    "margin", List.of(String.valueOf(2 + random.nextInt(5)))));
            if (framed) {
                given.put("frame", List.of(FRAMES.get(random.nextInt(FRAMES.size()))));
            }
            Parameters parameters = new Parameters(given);
            QrStyle style = QrStyle.of(parameters, logo ? Logo.read(picture(random, "png")) : null);
            parameters.finish();
            QrPicture picture = QrPicture.of(url, style);
            int format = i % 3;
            assertThat(read(picture, format, random))
                    .as(
                            "%s of %d characters in %s",
                            given, url.length(), List.of("svg", "png", "pdf").get(format))
                    .isEqualTo(url);
        }
    }

    private static String read(QrPicture picture, int format, Random random) throws IOException {
        try {
            return switch (format) {
                case 0 -> QrReader.svg(picture.svg(300));
                case 1 -> QrReader.png(picture.png(300 + random.nextInt(200)));
                default -> QrReader.pdf(picture.pdf(10 + random.nextInt(90)));
            };
        } catch (ReaderException e) {
            return "not read: " + e;
        }
    }

    private static String address(Random random) {
        StringBuilder url = new StringBuilder("https://go.example.com/");
        int length = 3 + random.nextInt(random.nextInt(6) == 0 ? 61 : 12);
        for (int i = 0; i < length; i++) {
            url.append("abcXYZ0189-_".charAt(random.nextInt(12)));
        }
        return url.append("~q").toString();
    }

    /** A picture of random sides, shapes and colours, as simple as logos are. */
    static byte[] picture(Random random, String format) throws IOException {
        boolean png = format.equals("png");
        int width = 20 + random.nextInt(700);
        BufferedImage image = new BufferedImage(
                width, 20 + random.nextInt(700), png ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        for (int i = 0; i < 4; i++) {
            graphics.setColor(new Color(random.nextInt(0xffffff)));
            graphics.fillRoundRect(
                    random.nextInt(width), random.nextInt(300), 300, 300, random.nextInt(300), random.nextInt(300));
        }
        graphics.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, format, out)).isTrue();
        return out.toByteArray();
    }

    @Test
    void coloursThatAScannerCannotTellApartAreRefused() {
        for (String[] colours :
                new String[][] {{"#ffffff", "#000000"}, {"#888888", "#cccccc"}, {"#ffff00", "#ffffff"}}) {
            Parameters parameters = new Parameters(Map.of("dark", List.of(colours[0]), "light", List.of(colours[1])));
            QrStyle.of(parameters, null);
            assertThatThrownBy(parameters::finish)
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("dark must be much darker than light");
        }
    }

    @Test
    void whatIsNoColourIsNamed() {
        Parameters parameters = new Parameters(Map.of("light", List.of("reddish"), "modules", List.of("hearts")));
        QrStyle.of(parameters, null);
        assertThatThrownBy(parameters::finish)
                .hasMessageContaining("light must be a colour such as #1a2b3c")
                .hasMessageContaining("modules must be one of dots, rounded, square");
    }

    @Test
    void wordsWithoutLettersAreRefusedByTheCharacter() {
        for (String words : List.of("Scan 🍇", "扫描")) {
            Parameters parameters = new Parameters(Map.of("frame", List.of(words)));
            QrStyle.of(parameters, null);
            assertThatThrownBy(parameters::finish)
                    .hasMessageContaining(
                            "frame must not contain the character U+" + (words.startsWith("S") ? "1F347" : "626B"));
        }
    }

    @Test
    void longWordsStayInsideTheirFrame() throws Exception {
        Parameters parameters = new Parameters(Map.of("frame", List.of("W".repeat(40))));
        QrPicture picture = QrPicture.of("https://go.example.com/abc~q", QrStyle.of(parameters, null));
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(picture.png(600)));
        int left = 0;
        for (int y = image.getHeight() - 60; y < image.getHeight() - 10; y++) {
            for (int x = 20; x < 40; x++) {
                left += (image.getRGB(x, y) & 0xff) > 0x80 ? 1 : 0;
            }
        }
        assertThat(left).as("light pixels at the band's left end").isZero();
    }

    @Test
    void nothingButThePixelsOfALogoGoesOut() throws Exception {
        byte[] file = picture(new Random(7), "jpeg");
        byte[] marked = new byte[file.length + 6 + 18];
        // A comment right behind the beginning of the file.
        marked[0] = file[0];
        marked[1] = file[1];
        marked[2] = (byte) 0xff;
        marked[3] = (byte) 0xfe;
        marked[4] = 0;
        marked[5] = 20;
        byte[] secret = "taken at 45.46,9.1".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(secret, 0, marked, 6, secret.length);
        System.arraycopy(file, 2, marked, 6 + secret.length, file.length - 2);
        Logo logo = Logo.read(Arrays.copyOf(marked, 6 + secret.length + file.length - 2));
        assertThat(new String(logo.png(), StandardCharsets.ISO_8859_1)).doesNotContain("45.46");
        assertThat(logo.image().getWidth()).isLessThanOrEqualTo(512);
    }

    @Test
    void whatIsNoPictureIsRefusedAndSoIsOneThatIsTooLarge() throws Exception {
        ByteArrayOutputStream wide = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(3000, 10, BufferedImage.TYPE_BYTE_BINARY), "png", wide);
        byte[] half = picture(new Random(3), "png");
        List<byte[]> bad = List.of(
                new byte[0],
                "<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(StandardCharsets.UTF_8),
                "GIF89a\1\0\1\0\0\0\0;".getBytes(StandardCharsets.ISO_8859_1),
                wide.toByteArray(),
                Arrays.copyOf(half, half.length / 3));
        for (byte[] file : bad) {
            assertThatThrownBy(() -> Logo.read(file))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("logo must be a PNG or JPEG picture of at most 2,048 pixels a side");
        }
    }
}
