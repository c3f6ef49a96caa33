package app.grapevine.qr;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.OptionalInt;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.GlyphData;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;

/**
 * Words as outlines, so that a picture needs no fonts where it is made or shown. The letters are Liberation Sans, which
 * PDFBox brings: Latin, Greek, Cyrillic, Hebrew. Safe for use by many threads.
 */
final class Lettering {
    private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

    private static final class Holder {
        static final TrueTypeFont LETTERS = read();
    }

    private Lettering() {}

    private static TrueTypeFont read() {
        try (InputStream in = PDDocument.class.getResourceAsStream(FONT)) {
            if (in == null) {
                throw new IllegalStateException(FONT + " is missing in PDFBox");
            }
            return new TTFParser().parse(new RandomAccessReadBuffer(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first character that there is no letter for. */
    static OptionalInt missing(String words) {
        synchronized (Holder.LETTERS) {
            try {
                CmapLookup letters = Holder.LETTERS.getUnicodeCmapLookup();
                return words.codePoints()
                        .filter(character -> letters.getGlyphId(character) == 0)
                        .findFirst();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * Words in one line, of which the origin is the left end of the base line.
     *
     * @param size of the letters: from one base line to the next, about
     */
    static Path2D line(String words, double size) {
        synchronized (Holder.LETTERS) {
            try {
                return line(Holder.LETTERS, words, size);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static Path2D line(TrueTypeFont letters, String words, double size) throws IOException {
        CmapLookup places = letters.getUnicodeCmapLookup();
        double scale = size / letters.getUnitsPerEm();
        Path2D line = new Path2D.Double();
        double x = 0;
        for (int character : words.codePoints().toArray()) {
            int place = places.getGlyphId(character);
            GlyphData outline = letters.getGlyph().getGlyph(place);
            if (outline != null) {
                AffineTransform at = new AffineTransform(scale, 0, 0, -scale, x, 0);
                line.append(outline.getPath().getPathIterator(at), false);
            }
            x += letters.getAdvanceWidth(place) * scale;
        }
        return line;
    }
}
