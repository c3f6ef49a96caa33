package app.grapevine.cards;

import app.grapevine.base.FaultCode;
import app.grapevine.base.RefusedException;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Makes of a file a picture for a card: what it shows and nothing else. Where a photo was taken, by which camera and whatever else
 * somebody wrote into it stays behind, for a picture is drawn anew; of several pictures in one file it is the first.
 *
 * <p>It is at most {@value #MOST_SIDE} pixels a side and {@value #MOST_BYTES} bytes: WhatsApp shows none that is much larger, and
 * twice as wide as a card is on any screen. Without transparency, which apps fill as they like. What was a photo is a JPEG, and so is
 * what would be too large as a PNG; all else stays a PNG, in which letters and edges are sharp. Nothing is written to a disk.
 */
final class PictureForm {
    /** In bytes, of a file. */
    static final int LIMIT = 2 << 20;

    static final int MOST_SIDE = 1200;
    static final int MOST_BYTES = 300_000;
    /** What a file of that size says that it is larger than costs more memory than a card is worth. */
    static final int MOST_PIXELS = 25_000_000;
    /** Of larger ones not every pixel is read. */
    private static final int MOST_READ = 12_000_000;

    private static final String PHOTO = "jpeg";
    private static final Set<String> FORMATS = Set.of("png", PHOTO, "gif", "webp");
    private static final float[] QUALITIES = {0.88f, 0.8f, 0.7f, 0.6f};
    private static final double SMALLER = 0.8;

    private record Read(BufferedImage image, boolean isPhoto) {}

    private PictureForm() {}

    /** @throws RefusedException INVALID for {@code picture}, if it is no PNG, JPEG, GIF or WebP, or has too many pixels */
    static FormedPicture of(byte[] file) {
        Read read = read(file);
        BufferedImage drawn = drawn(read.image, Orientation.of(file));
        if (!read.isPhoto) {
            byte[] png = png(drawn);
            if (png.length <= MOST_BYTES) {
                return new FormedPicture(CardPicture.Type.PNG, png, drawn.getWidth(), drawn.getHeight());
            }
        }
        return small(drawn);
    }

    private static Read read(byte[] file) {
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            while (readers.hasNext()) {
                ImageReader reader = readers.next();
                String format = reader.getFormatName().toLowerCase(Locale.ROOT);
                if (FORMATS.contains(format)) {
                    return new Read(read(reader, in), format.equals(PHOTO));
                }
            }
            throw refused();
        } catch (IOException | RuntimeException e) {
            // Readers of broken files throw whatever comes to them.
            throw e instanceof RefusedException refused ? refused : refused();
        }
    }

    private static BufferedImage read(ImageReader reader, ImageInputStream in) throws IOException {
        try {
            reader.setInput(in, true, true);
            long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
            if (pixels > MOST_PIXELS) {
                throw refused();
            }
            ImageReadParam how = reader.getDefaultReadParam();
            int step = (int) Math.ceil(Math.sqrt((double) pixels / MOST_READ));
            if (step > 1) {
                how.setSourceSubsampling(step, step, 0, 0);
            }
            return reader.read(0, how);
        } finally {
            reader.dispose();
        }
    }

    private static RefusedException refused() {
        return RefusedException.invalid("picture", FaultCode.NOT_A_CARD_PICTURE, Map.of("most", MOST_PIXELS));
    }

    /** On white, upright, and at most {@value #MOST_SIDE} a side. */
    private static BufferedImage drawn(BufferedImage read, Orientation orientation) {
        BufferedImage image = read;
        while (Math.max(image.getWidth(), image.getHeight()) > 2 * MOST_SIDE) {
            image = scaled(image, 0.5, Orientation.UPRIGHT);
        }
        double scale = Math.min(1, (double) MOST_SIDE / Math.max(image.getWidth(), image.getHeight()));
        return scaled(image, scale, orientation);
    }

    private static BufferedImage scaled(BufferedImage image, double scale, Orientation orientation) {
        int width = Math.max(1, (int) Math.round(image.getWidth() * scale));
        int height = Math.max(1, (int) Math.round(image.getHeight() * scale));
        BufferedImage drawn = orientation.isOnItsSide()
                ? new BufferedImage(height, width, BufferedImage.TYPE_INT_RGB)
                : new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = drawn.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, drawn.getWidth(), drawn.getHeight());
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        AffineTransform way = orientation.transform(width, height);
        way.scale((double) width / image.getWidth(), (double) height / image.getHeight());
        graphics.drawImage(image, way, null);
        graphics.dispose();
        return drawn;
    }

    /** As a JPEG that is small enough: first with less detail, then with fewer pixels. */
    private static FormedPicture small(BufferedImage drawn) {
        BufferedImage image = drawn;
        while (true) {
            for (float quality : QUALITIES) {
                byte[] jpeg = jpeg(image, quality);
                if (jpeg.length <= MOST_BYTES) {
                    return new FormedPicture(CardPicture.Type.JPEG, jpeg, image.getWidth(), image.getHeight());
                }
            }
            image = scaled(image, SMALLER, Orientation.UPRIGHT);
        }
    }

    private static byte[] png(BufferedImage image) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            ImageIO.write(image, "png", stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] jpeg(BufferedImage image, float quality) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName(PHOTO).next();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            ImageWriteParam how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionQuality(quality);
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), how);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }
}
