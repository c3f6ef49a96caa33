package app.grapevine.web.http;

import app.grapevine.base.Fault;
import app.grapevine.base.Parameters;
import app.grapevine.qr.Logo;
import app.grapevine.qr.QrPicture;
import app.grapevine.qr.QrStyle;
import io.javalin.http.Context;
import io.javalin.http.Header;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * QR codes in answers. {@code ?size=} is the width in pixels, 64 to 2048, of a PDF {@code ?mm=} in millimetres, 10 to 1000;
 * {@code ?margin=} the quiet zone in modules. To whoever works with a link the whole of {@link QrStyle} is open.
 */
public final class QrCodes {
    private static final int DEFAULT_SIZE = 512;
    private static final int MIN_SIZE = 64;
    private static final int MAX_SIZE = 2048;
    private static final int DEFAULT_MM = 50;
    private static final int MIN_MM = 10;
    private static final int MAX_MM = 1000;

    /** What a picture is written as. */
    public enum Format {
        SVG("image/svg+xml; charset=utf-8"),
        PNG("image/png"),
        PDF("application/pdf");

        private final String contentType;

        Format(String contentType) {
            this.contentType = contentType;
        }
    }

    private static final Map<String, Format> FORMATS = Map.of("svg", Format.SVG, "png", Format.PNG, "pdf", Format.PDF);

    /** A picture that was asked for. */
    public record Wanted(Format format, int pixels, int millimetres, QrStyle style) {
        /** As the parameters say, of which wrong ones become faults. */
        public static Wanted of(Parameters parameters, @Nullable Logo logo) {
            Format format = parameters.choice("format", FORMATS);
            return new Wanted(
                    format == null ? Format.SVG : format,
                    size(parameters),
                    parameters.number("mm", MIN_MM, MAX_MM, DEFAULT_MM),
                    QrStyle.of(parameters, logo));
        }
    }

    private QrCodes() {}

    /** For pages of anybody's, as the parameters of a recipient's request say; whatever else they say is no matter. */
    public static void answer(Context ctx, String url, Format format) {
        Parameters parameters = new Parameters(ctx.queryParamMap());
        Wanted wanted = new Wanted(format, size(parameters), DEFAULT_MM, QrStyle.plain(parameters));
        if (parameters.faults().isEmpty()) {
            ctx.header(Header.CACHE_CONTROL, "no-cache")
                    .header(SecurityHeaders.RESOURCE_POLICY, SecurityHeaders.ANYBODY);
            answer(ctx, url, wanted);
            return;
        }
        Fault fault = parameters.faults().get(0);
        ctx.status(422).contentType("text/plain; charset=utf-8").result(fault.field() + " " + fault.message() + "\n");
    }

    public static void answer(Context ctx, String url, Wanted wanted) {
        QrPicture picture = QrPicture.of(url, wanted.style());
        ctx.contentType(wanted.format().contentType)
                .result(
                        switch (wanted.format()) {
                            case SVG -> picture.svg(wanted.pixels()).getBytes(StandardCharsets.UTF_8);
                            case PNG -> picture.png(wanted.pixels());
                            case PDF -> picture.pdf(wanted.millimetres());
                        });
    }

    private static int size(Parameters parameters) {
        return parameters.number("size", MIN_SIZE, MAX_SIZE, DEFAULT_SIZE);
    }
}
