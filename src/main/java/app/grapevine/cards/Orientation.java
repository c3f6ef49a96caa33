package app.grapevine.cards;

import java.awt.geom.AffineTransform;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * How a camera was held, as it wrote into a JPEG: the tag Orientation, 1 to 8, of Exif 2.32 (4.6.4, A). Whoever leaves the
 * rest of Exif behind has to turn the picture by it.
 *
 * @param tag 1 for upright
 */
record Orientation(int tag) {
    static final Orientation UPRIGHT = new Orientation(1);

    private static final int FIRST_ON_ITS_SIDE = 5;
    private static final int LAST = 8;
    private static final int TAG = 0x0112;
    private static final int START_OF_IMAGE = 0xffd8;
    private static final int APP1 = 0xffe1;
    private static final int START_OF_SCAN = 0xffda;
    private static final String EXIF = "Exif\0\0";
    private static final int ENTRY_BYTES = 12;
    private static final int VALUE_AT = 8;

    /** Of a file; upright where it says nothing that can be read. */
    static Orientation of(byte[] file) {
        try {
            int tag = find(ByteBuffer.wrap(file));
            return tag >= 1 && tag <= LAST ? new Orientation(tag) : UPRIGHT;
        } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
            return UPRIGHT;
        }
    }

    /** Goes from segment to segment (ITU-T T.81, B.1.1) to the one with Exif in it. */
    private static int find(ByteBuffer in) {
        if (Short.toUnsignedInt(in.getShort()) != START_OF_IMAGE) {
            return 0;
        }
        while (in.remaining() > 4) {
            int marker = Short.toUnsignedInt(in.getShort());
            int length = Short.toUnsignedInt(in.getShort()) - Short.BYTES;
            if (marker < 0xff00 || marker == START_OF_SCAN || length < 0) {
                return 0;
            }
            ByteBuffer segment = in.slice(in.position(), length);
            if (marker == APP1 && isExif(segment)) {
                return ofExif(segment.slice(EXIF.length(), length - EXIF.length()));
            }
            in.position(in.position() + length);
        }
        return 0;
    }

    private static boolean isExif(ByteBuffer segment) {
        byte[] begin = new byte[Math.min(EXIF.length(), segment.remaining())];
        segment.get(0, begin);
        return new String(begin, StandardCharsets.ISO_8859_1).equals(EXIF);
    }

    /** The entry of the first directory of what is laid out as a TIFF. */
    private static int ofExif(ByteBuffer tiff) {
        tiff.order(tiff.getShort(0) == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = tiff.getInt(4);
        int entries = Short.toUnsignedInt(tiff.getShort(directory));
        for (int i = 0; i < entries; i++) {
            int entry = directory + Short.BYTES + i * ENTRY_BYTES;
            if (Short.toUnsignedInt(tiff.getShort(entry)) == TAG) {
                return Short.toUnsignedInt(tiff.getShort(entry + VALUE_AT));
            }
        }
        return 0;
    }

    /** Whether width and height change places. */
    boolean isOnItsSide() {
        return tag >= FIRST_ON_ITS_SIDE;
    }

    /** What puts a picture of this width and height upright, with its corner where it was. */
    AffineTransform transform(double width, double height) {
        return switch (tag) {
            case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0); // mirrored
            case 3 -> new AffineTransform(-1, 0, 0, -1, width, height); // upside down
            case 4 -> new AffineTransform(1, 0, 0, -1, 0, height); // both
            case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0); // on its side, mirrored
            case 6 -> new AffineTransform(0, 1, -1, 0, height, 0); // on its left side
            case 7 -> new AffineTransform(0, -1, -1, 0, height, width); // mirrored, on the other
            case 8 -> new AffineTransform(0, -1, 1, 0, 0, width); // on its right side
            default -> new AffineTransform();
        };
    }
}
