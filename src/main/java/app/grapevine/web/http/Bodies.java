package app.grapevine.web.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.javalin.http.Context;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads the bodies of requests: bounded in length, of the right type, in UTF-8 and nothing else.
 */
public final class Bodies {
    public static final int LIMIT = 1 << 20;
    /** What somebody may send who has no key and no session. */
    public static final int STRANGERS_LIMIT = 16 << 10;

    private static final int CHUNK = 16 * 1024;
    /** What is read and thrown away so that a client which is still sending hears why it was refused. */
    private static final int DISCARD_LIMIT = 64 << 20;

    private static final Duration DISCARD_TIME = Duration.ofSeconds(5);
    /** A byte order mark, which some clients put before UTF-8. */
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private Bodies() {}

    /** The bytes of a body that is to be one JSON value, see {@link #parse}. */
    public static byte[] jsonBytes(Context ctx) {
        return bytes(ctx, LIMIT, List.of(Json.CONTENT_TYPE));
    }

    /**
     * The bytes of a body. One that comes too slowly is cut off while it is waited for, see {@link SlowClients}.
     *
     * @param types the content types that are taken, in lower case
     * @throws ProblemException 413, 415
     */
    public static byte[] bytes(Context ctx, int limit, List<String> types) {
        requireType(ctx, types);
        return bytes(ctx, limit);
    }

    /**
     * The same of whatever type, or of none: where no cookie opens anything, so that a page elsewhere that sends a form gains nothing
     * by it.
     *
     * @throws ProblemException 413
     */
    public static byte[] bytes(Context ctx, int limit) {
        long declared = ctx.req().getContentLengthLong();
        if (declared > limit) {
            throw tooLarge(ctx, limit);
        }
        // Room for what comes, and not for what is announced, which costs its sender nothing.
        ByteArrayOutputStream body = new ByteArrayOutputStream((int) Math.max(512, Math.min(declared, CHUNK)));
        pour(ctx, limit, (bytes, length) -> body.write(bytes, 0, length));
        return body.toByteArray();
    }

    /** Takes some bytes of a body. */
    public interface Sink {
        void write(byte[] bytes, int length);
    }

    /**
     * Hands a long body on, some kilobytes at a time, and holds none of it.
     *
     * @param types the content types that are taken, in lower case
     * @throws ProblemException 413, 415
     */
    public static void pour(Context ctx, long limit, List<String> types, Sink into) {
        requireType(ctx, types);
        if (ctx.req().getContentLengthLong() > limit) {
            throw tooLarge(ctx, limit);
        }
        pour(ctx, limit, into);
    }

    private static void pour(Context ctx, long limit, Sink into) {
        byte[] chunk = new byte[CHUNK];
        long total = 0;
        try {
            InputStream in = ctx.req().getInputStream();
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                total += read;
                if (total > limit) {
                    throw tooLarge(ctx, limit);
                }
                into.write(chunk, read);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void requireType(Context ctx, List<String> types) {
        String header =
                ctx.req().getHeader("Content-Type"); // getContentType() fails on a charset that it does not know
        if (header == null) {
            throw unsupported("Content-Type must be " + String.join(" or ", types) + ".");
        }
        String[] parts = header.toLowerCase(Locale.ROOT).split(";", -1);
        if (!types.contains(parts[0].trim())) {
            throw unsupported("Content-Type must be " + String.join(" or ", types) + ".");
        }
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].trim().replace("\"", "");
            if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
                throw unsupported("The charset must be utf-8.");
            }
        }
        String encoding = ctx.req().getHeader("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw unsupported("Content-Encoding is not taken in requests.");
        }
    }

    private static ProblemException unsupported(String detail) {
        return ProblemException.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, detail);
    }

    private static ProblemException tooLarge(Context ctx, long limit) {
        long begin = System.nanoTime();
        try {
            InputStream in = ctx.req().getInputStream();
            byte[] chunk = new byte[CHUNK];
            long total = 0;
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                total += read;
                if (total > DISCARD_LIMIT || System.nanoTime() - begin > DISCARD_TIME.toNanos()) {
                    break;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ProblemException.of(ProblemType.TOO_LARGE, "A body may have at most " + limit + " bytes here.");
    }

    /** @throws ProblemException 400 where {@code body} is not exactly one JSON value */
    public static JsonNode parse(byte[] body) {
        try (JsonParser parser = parser(body)) {
            JsonNode node = next(parser);
            if (node == null) {
                throw malformed("The body is empty.");
            }
            requireEnd(parser);
            return node;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws ProblemException 400 if something follows */
    public static void requireEnd(JsonParser parser) {
        if (read(parser, JsonParser::nextToken) != null) {
            throw malformed("Something follows the JSON value" + where(parser) + ".");
        }
    }

    /** A parser of {@code body}, for bodies that are read piece by piece. */
    public static JsonParser parser(byte[] body) throws IOException {
        // Jackson would guess at UTF-16 and UTF-32 if it were given the bytes.
        Reader reader = new InputStreamReader(
                new ByteArrayInputStream(body, hasMark(body) ? MARK.length : 0, body.length),
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
        return Json.MAPPER.getFactory().createParser(reader);
    }

    private static boolean hasMark(byte[] body) {
        return body.length >= MARK.length && Arrays.equals(body, 0, MARK.length, MARK, 0, MARK.length);
    }

    /** The value at the parser's next token; null at the end. @throws ProblemException 400 */
    static @Nullable JsonNode next(JsonParser parser) {
        return read(parser, p -> {
            if (p.nextToken() == null) {
                return null;
            }
            JsonNode node = Json.MAPPER.readTree(p);
            return node;
        });
    }

    /** What may fail because of what the client sent. */
    public interface Parsing<T> {
        @Nullable
        T from(JsonParser parser) throws IOException;
    }

    /** Reads from the parser. @throws ProblemException 400 for what is not JSON, in our own words */
    public static <T> @Nullable T read(JsonParser parser, Parsing<T> parsing) {
        try {
            return parsing.from(parser);
        } catch (StreamConstraintsException e) {
            throw malformed("It is nested too deeply, or a name or a number in it is too long" + where(parser) + ".");
        } catch (MismatchedInputException e) {
            throw malformed("A name appears twice in one object" + where(parser) + ".");
        } catch (JsonProcessingException e) {
            throw malformed("It is not JSON" + where(parser) + ".");
        } catch (CharacterCodingException e) {
            throw malformed("It is not UTF-8.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String where(JsonParser parser) {
        return ", line " + parser.currentLocation().getLineNr() + ", column "
                + parser.currentLocation().getColumnNr();
    }

    private static ProblemException malformed(String detail) {
        return ProblemException.of(ProblemType.MALFORMED, detail);
    }
}
