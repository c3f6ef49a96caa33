package app.grapevine.qr;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.view.ViewBox;
import com.google.zxing.Binarizer;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.LuminanceSource;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.Color;
import java.awt.Component;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;

/** Reads QR codes as a phone does: off a picture. */
public final class QrReader {
    private static final int SIDE = 400;

    private QrReader() {}

    /** What the code of a PNG says. */
    public static String png(byte[] file) throws IOException, ReaderException {
        return read(ImageIO.read(new ByteArrayInputStream(file)));
    }

    public static String svg(String file) throws ReaderException {
        SVGDocument document = new SVGLoader()
                .load(
                        new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)),
                        null,
                        LoaderContext.createDefault());
        if (document == null) {
            throw NotFoundException.getNotFoundInstance();
        }
        double scale = SIDE / document.size().getWidth();
        BufferedImage image = new BufferedImage(
                SIDE, (int) Math.round(document.size().getHeight() * scale), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(Color.MAGENTA);
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        document.render((Component) null, graphics, new ViewBox(0, 0, image.getWidth(), image.getHeight()));
        graphics.dispose();
        return read(image);
    }

    public static String pdf(byte[] file) throws IOException, ReaderException {
        try (PDDocument document = Loader.loadPDF(file)) {
            float width = document.getPage(0).getMediaBox().getWidth();
            return read(new PDFRenderer(document).renderImage(0, SIDE / width));
        }
    }

    private static String read(BufferedImage image) throws ReaderException {
        int width = image.getWidth();
        int height = image.getHeight();
        int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
        LuminanceSource light = new RGBLuminanceSource(width, height, pixels);
        try {
            return read(new HybridBinarizer(light));
        } catch (ReaderException e) {
            return read(new GlobalHistogramBinarizer(light));
        }
    }

    /** A phone has many looks at a code, each with another idea of what is dark; two are enough here. */
    private static String read(Binarizer dark) throws ReaderException {
        return new QRCodeReader()
                .decode(new BinaryBitmap(dark), Map.of(DecodeHintType.TRY_HARDER, true))
                .getText();
    }
}
