package app.grapevine.moving;

import app.grapevine.base.Faults;
import app.grapevine.base.Timestamps;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * JSON as other programs write it: read with limits, and asked for what may be there or not. A field of another kind than it is
 * asked for is as one that is not there. Safe for use by many threads.
 */
final class ForeignJson {
    private static final int DEPTH = 64;
    private static final int MOST_TOKENS = 20_000;
    /** The end of the year 9999: what is beyond is no time. */
    private static final long LATEST_MILLIS = 253_402_300_799_999L;

    static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEPTH)
                            .maxNumberLength(100)
                            .maxNameLength(1000)
                            .build())
                    .build())
            .build();

    private ForeignJson() {}

    /** @param at of whom it is, for the message @throws SourceException for what is no JSON */
    static JsonNode tree(byte[] bytes, String at) {
        try {
            return MAPPER.readTree(bytes);
        } catch (IOException e) {
            throw new SourceException(
                    SourceException.Why.NOT_THERE,
                    at + " answered with what is no JSON: is this the address of the program itself?");
        }
    }

    /**
     * The object at which a parser is, of a file that is read piece by piece.
     *
     * @throws IOException also for one of more parts than any of ours has: it would be the whole of a file, and not fit into memory
     */
    static JsonNode part(JsonParser in) throws IOException {
        return MAPPER.readTree(new Counted(in));
    }

    /** Gives a bounded number of tokens. */
    private static final class Counted extends JsonParserDelegate {
        private int tokens;

        Counted(JsonParser in) {
            super(in);
        }

        @Override
        public JsonToken nextToken() throws IOException {
            if (++tokens > MOST_TOKENS) {
                throw new StreamConstraintsException("one of its parts has more than " + MOST_TOKENS + " parts");
            }
            return super.nextToken();
        }
    }

    /** A text that is not empty; null for all else. */
    static @Nullable String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isTextual() && !value.textValue().isBlank() ? value.textValue() : null;
    }

    static boolean is(JsonNode node, String field) {
        return node.path(field).asBoolean(false);
    }

    static @Nullable Long number(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (value.canConvertToLong()) {
            return value.longValue();
        }
        String text = text(node, field);
        return text != null && text.matches("\\d{1,18}") ? Long.valueOf(text) : null;
    }

    /** A time in RFC 3339, with a zone as {@code +0000} too, or in seconds or milliseconds since 1970. */
    static @Nullable Instant time(JsonNode node, String field) {
        Long number = node.path(field).isNumber() ? number(node, field) : null;
        if (number != null) {
            if (number < 0 || number > LATEST_MILLIS) {
                return null;
            }
            return number < 100_000_000_000L ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number);
        }
        String text = text(node, field);
        if (text == null) {
            return null;
        }
        try {
            return Timestamps.parse(text.replaceFirst("([+-]\\d\\d)(\\d\\d)$", "$1:$2"));
        } catch (DateTimeException e) {
            return null;
        }
    }

    /**
     * When a link ends: {@link #time} of {@code field}. One whose end is there and cannot be read is not brought, for here it would
     * have none.
     */
    static @Nullable Instant end(ForeignLink.Builder link, JsonNode node, String field) {
        return end(link, node, field, time(node, field));
    }

    /** As {@link #end(ForeignLink.Builder, JsonNode, String)}, of times that name no zone too. @param zone of theirs */
    static @Nullable Instant end(ForeignLink.Builder link, JsonNode node, String field, ZoneId zone) {
        Instant time = time(node, field);
        return end(link, node, field, time == null ? time(text(node, field), zone) : time);
    }

    private static @Nullable Instant end(
            ForeignLink.Builder link, JsonNode node, String field, @Nullable Instant time) {
        if (time == null
                && !node.path(field).asText("").isBlank()
                && !node.path(field).isNull()) {
            link.unreadable(
                    field + " is no time: " + Faults.shown(node.path(field).asText()));
        }
        return time;
    }

    /**
     * A time as databases write it, {@code 2026-01-31 23:59:59}; null for none.
     *
     * @param zone where its clock stood
     */
    static @Nullable Instant time(@Nullable String text, ZoneId zone) {
        try {
            return text == null
                    ? null
                    : Timestamps.of(LocalDateTime.parse(text.strip().replace(' ', 'T'))
                            .atZone(zone)
                            .toOffsetDateTime());
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** The texts of a list, or what a field of its objects says. @param of null for a list of texts */
    static List<String> texts(JsonNode list, @Nullable String of) {
        List<String> texts = new ArrayList<>();
        for (JsonNode item : list) {
            String text = of == null || item.isTextual() ? item.textValue() : text(item, of);
            if (text != null && !text.isBlank()) {
                texts.add(text.strip());
            }
        }
        return texts;
    }
}
