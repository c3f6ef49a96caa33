package app.grapevine.qr;

import app.grapevine.base.FaultCode;
import app.grapevine.base.RefusedException;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * A picture for the middle of a code. What is kept of it is its pixels alone, at most {@link #KEPT} a side: nothing that
 * somebody wrote into the file beside them goes out again.
 */
public final class Logo {
    /** In bytes, of the file. */
    public static final int LIMIT = 512 << 10;
    /** In pixels; what is larger would take more memory than a picture of this size is worth. */
    private static final int MOST = 2048;

    private static final int KEPT = 512;
    private static final List<String> FORMATS = List.of("png", "jpeg");

    private final BufferedImage image;

    private Logo(BufferedImage image) {
        this.image = image;
    }

    /**
     * Reads a file.
     *
     * @throws RefusedException INVALID for {@code logo}, if it is no PNG or JPEG, or too large
     */
    public static Logo read(byte[] file) {
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            while (readers.hasNext()) {
                ImageReader reader = readers.next();
                if (FORMATS.contains(reader.getFormatName().toLowerCase(Locale.ROOT))) {
                    return read(reader, in);
                }
            }
            throw refused();
        } catch (IOException | RuntimeException e) {
            // Readers of broken files throw whatever comes to them.
            throw e instanceof RefusedException refused ? refused : refused();
        }
    }

    private static Logo read(ImageReader reader, ImageInputStream in) throws IOException {
        try {
            reader.setInput(in, true, true);
            if (reader.getWidth(0) > MOST || reader.getHeight(0) > MOST) {
                throw refused();
            }
            return new Logo(scaled(reader.read(0)));
        } finally {
            reader.dispose();
        }
    }

    private static RefusedException refused() {
        return RefusedException.invalid("logo", FaultCode.NOT_A_PICTURE, Map.of("most", MOST));
    }

    private static BufferedImage scaled(BufferedImage read) {
        double scale = Math.min(1, (double) KEPT / Math.max(read.getWidth(), read.getHeight()));
        int width = Math.max(1, (int) Math.round(read.getWidth() * scale));
        int height = Math.max(1, (int) Math.round(read.getHeight() * scale));
        BufferedImage kept = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = kept.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.drawImage(read, 0, 0, width, height, null);
        graphics.dispose();
        return kept;
    }

    BufferedImage image() {
        return image;
    }

    byte[] png() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
