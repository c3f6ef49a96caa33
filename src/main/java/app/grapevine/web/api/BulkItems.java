package app.grapevine.web.api;

import app.grapevine.base.FaultCode;
import app.grapevine.base.RefusedException;
import app.grapevine.web.http.Bodies;
import app.grapevine.web.http.Json;
import app.grapevine.web.http.Problem;
import app.grapevine.web.http.ProblemException;
import app.grapevine.web.http.ProblemType;
import app.grapevine.web.http.Problems;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads many things of one kind: a JSON array, or a JSON object a line. An array that is not JSON is refused as a whole; of
 * lines, only those that are not.
 */
public final class BulkItems<T> {
    /** The content types that they come in. */
    public static final List<String> TYPES =
            List.of(Json.CONTENT_TYPE, "application/x-ndjson", "application/ndjson", "application/jsonl");

    private final int most;
    private final String what;
    private final Function<JsonNode, T> read;

    /** One as read, or what is wrong with it. */
    public record Item<T>(@Nullable T draft, @Nullable Problem problem) {}

    /**
     * @param most how many there may be
     * @param what they are, for who sends more: {@code links can be made}
     * @param read throws a {@link RefusedException} for what is wrong
     */
    public BulkItems(int most, String what, Function<JsonNode, T> read) {
        this.most = most;
        this.what = what;
        this.read = read;
    }

    public List<Item<T>> of(Context ctx, byte[] body) {
        String type = String.valueOf(ctx.req().getHeader("Content-Type")).toLowerCase(Locale.ROOT);
        return TYPES.stream().skip(1).anyMatch(type::startsWith) ? lines(body) : array(body);
    }

    /** Those that are right so far. */
    public static <T> List<T> drafts(List<Item<T>> items) {
        List<T> drafts = new ArrayList<>();
        for (Item<T> item : items) {
            if (item.draft() != null) {
                drafts.add(item.draft());
            }
        }
        return drafts;
    }

    private List<Item<T>> array(byte[] body) {
        List<Item<T>> items = new ArrayList<>();
        try (JsonParser parser = Bodies.parser(body)) {
            if (Bodies.read(parser, JsonParser::nextToken) != JsonToken.START_ARRAY) {
                // Whatever it is: not JSON is 400, and another value 422.
                Bodies.parse(body);
                throw RefusedException.invalid("", FaultCode.NOT_A_LIST);
            }
            while (Bodies.read(parser, JsonParser::nextToken) != JsonToken.END_ARRAY) {
                JsonNode node = Bodies.read(parser, p -> Json.MAPPER.<JsonNode>readTree(p));
                add(items, node == null ? Json.MAPPER.nullNode() : node);
            }
            Bodies.requireEnd(parser);
            return items;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(List<Item<T>> items, JsonNode node) {
        requireRoom(items);
        try {
            items.add(new Item<>(read.apply(node), null));
        } catch (RefusedException e) {
            items.add(new Item<>(null, Problems.ofRefusal(e)));
        }
    }

    private List<Item<T>> lines(byte[] body) {
        List<Item<T>> items = new ArrayList<>();
        int begin = 0;
        while (begin < body.length) {
            int end = begin;
            while (end < body.length && body[end] != '\n') {
                end++;
            }
            byte[] line = Arrays.copyOfRange(body, begin, end);
            if (!isBlank(line)) {
                addLine(items, line);
            }
            begin = end + 1;
        }
        return items;
    }

    private static boolean isBlank(byte[] line) {
        for (byte b : line) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }

    private void addLine(List<Item<T>> items, byte[] line) {
        JsonNode node;
        try {
            node = Bodies.parse(line);
        } catch (ProblemException e) {
            requireRoom(items);
            items.add(new Item<>(null, e.problem()));
            return;
        }
        add(items, node);
    }

    private void requireRoom(List<Item<T>> items) {
        if (items.size() == most) {
            throw ProblemException.of(
                    ProblemType.TOO_LARGE, String.format(Locale.ROOT, "At most %,d %s at once.", most, what));
        }
    }
}
