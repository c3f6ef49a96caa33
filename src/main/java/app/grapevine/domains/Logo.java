package app.grapevine.domains;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Pictures that recipients' pages have in them: PNG, JPEG or WebP, told by their bytes, and small. None of them can hold a
 * script. The places of width and height are those of ISO 15948 (11.2.2), ITU-T T.81 (B.2.2) and RFC 9649 (2.5 to 2.7).
 */
final class Logo {
    /** Each page has it in it. */
    private static final int MOST_BYTES = 32 * 1024;

    private static final int MOST_PIXELS = 1024;
    private static final Pattern URI =
            Pattern.compile("data:image/(png|jpeg|webp);base64,([A-Za-z0-9+/]{16,65536}={0,2})");
    private static final long PNG_BEGIN = 0x89504e470d0a1a0aL;
    private static final int PNG_HEADER = 0x49484452;

    private Logo() {}

    /** Whether {@code text} is such a picture as a {@code data:} URI. */
    static boolean isOne(String text) {
        Matcher matcher = URI.matcher(text);
        if (!matcher.matches()) {
            return false;
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(matcher.group(2));
        } catch (IllegalArgumentException e) {
            return false;
        }
        if (bytes.length > MOST_BYTES || bytes.length < 30) {
            return false;
        }
        ByteBuffer picture = ByteBuffer.wrap(bytes);
        return switch (matcher.group(1)) {
            case "png" -> isPng(picture);
            case "jpeg" -> isJpeg(picture);
            default -> isWebp(picture.order(ByteOrder.LITTLE_ENDIAN));
        };
    }

    private static boolean isSmall(int width, int height) {
        return width > 0 && height > 0 && width <= MOST_PIXELS && height <= MOST_PIXELS;
    }

    private static boolean isPng(ByteBuffer picture) {
        return picture.getLong(0) == PNG_BEGIN
                && picture.getInt(12) == PNG_HEADER
                && isSmall(picture.getInt(16), picture.getInt(20));
    }

    /** Goes from segment to segment to the one that begins the frame. */
    private static boolean isJpeg(ByteBuffer picture) {
        int at = 2;
        boolean isWhole = picture.getShort(0) == (short) 0xffd8;
        while (isWhole && at + 9 <= picture.limit() && picture.get(at) == (byte) 0xff) {
            int marker = picture.get(at + 1) & 0xff;
            boolean beginsFrame =
                    marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
            if (beginsFrame) {
                return isSmall(picture.getShort(at + 7) & 0xffff, picture.getShort(at + 5) & 0xffff);
            }
            at += 2 + (picture.getShort(at + 2) & 0xffff);
        }
        return false;
    }

    private static boolean isWebp(ByteBuffer picture) {
        if (!text(picture, 0).equals("RIFF") || !text(picture, 8).equals("WEBP")) {
            return false;
        }
        return switch (text(picture, 12)) {
            case "VP8 " -> isSmall(picture.getShort(26) & 0x3fff, picture.getShort(28) & 0x3fff);
            case "VP8L" -> isSmall((picture.getInt(21) & 0x3fff) + 1, (picture.getInt(21) >>> 14 & 0x3fff) + 1);
            case "VP8X" -> isSmall((picture.getInt(24) & 0xffffff) + 1, (picture.getInt(26) >>> 8) + 1);
            default -> false;
        };
    }

    private static String text(ByteBuffer picture, int at) {
        return new String(picture.array(), at, 4, StandardCharsets.ISO_8859_1);
    }
}
