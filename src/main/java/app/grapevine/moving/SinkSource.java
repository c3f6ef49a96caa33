package app.grapevine.moving;

import app.grapevine.links.Card;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Sink by the JSON that it exports, a link at a time: a list, an object with one, or several of them one after another, as the pages
 * of its API are. A cursor is how many links were read.
 */
final class SinkSource implements Source {
    private static final int LINKS = 1000;
    /** What a password was made into, so that it can be brought no more: {@code sink-pwd:v1:10000:…} from its version 0.2.9 on. */
    private static final Pattern HASH =
            Pattern.compile("\\$\\w+\\$.*|[\\w-]+:[\\w+/=:$.-]{20,}|[0-9a-f]{64}|__SINK_MASKED__.*");

    private final Path file;
    private @Nullable JsonParser parser;
    private int read;

    SinkSource(Path file) {
        this.file = file;
    }

    @Override
    public String name() {
        return "sink " + file.toAbsolutePath().normalize();
    }

    @Override
    public LinkPage links(String cursor) {
        int from = cursor.isEmpty() ? 0 : Integer.parseInt(cursor);
        try {
            JsonParser in = parser;
            if (in == null || from != read || from == 0) {
                in = open();
                while (read < from && next(in) != null) {
                    read++;
                }
            }
            List<ForeignLink> links = new ArrayList<>();
            JsonNode one = next(in);
            for (; one != null; one = links.size() < LINKS ? next(in) : null) {
                links.add(link(one));
                read++;
            }
            boolean isLast = links.size() < LINKS;
            return new LinkPage(links, 0, isLast ? "" : String.valueOf(read), isLast);
        } catch (IOException e) {
            throw new SourceException(
                    SourceException.Why.UNREADABLE,
                    file + " cannot be read as JSON that Sink exports: " + e.getMessage());
        }
    }

    /** Opens it, up to the first of its links. */
    private JsonParser open() throws IOException {
        close();
        JsonParser in = ForeignJson.MAPPER.createParser(file.toFile());
        parser = in;
        read = 0;
        if (!find(in)) {
            throw new IOException("it has no list called links");
        }
        return in;
    }

    /** Goes into the next list of links; false where there is none. */
    private static boolean find(JsonParser in) throws IOException {
        for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
            String name = in.currentName();
            if (token == JsonToken.START_ARRAY && (name == null || name.equals("links"))) {
                return true;
            }
            if (token.isStructStart() && name != null) {
                in.skipChildren();
            }
        }
        return false;
    }

    private static @Nullable JsonNode next(JsonParser in) throws IOException {
        JsonToken token = in.nextToken();
        while (token == JsonToken.END_ARRAY && find(in)) {
            token = in.nextToken();
        }
        return token == JsonToken.START_OBJECT ? ForeignJson.part(in) : null;
    }

    private static ForeignLink link(JsonNode from) {
        String slug = ForeignJson.text(from, "slug");
        ForeignLink.Builder link = ForeignLink.at("slug " + slug)
                .code(slug)
                .destination(ForeignJson.text(from, "url"))
                .comment(ForeignJson.text(from, "comment"))
                .tags(ForeignJson.texts(from.path("tags"), null))
                .createdAt(ForeignJson.time(from, "createdAt"))
                .card(new Card(
                        ForeignJson.text(from, "title"),
                        ForeignJson.text(from, "description"),
                        ForeignJson.text(from, "image")))
                .forwardQuery(from.has("redirectWithQuery") ? ForeignJson.is(from, "redirectWithQuery") : null);
        link.validUntil(ForeignJson.end(link, from, "expiration"));
        ForeignRules rules = new ForeignRules()
                .device("ios", ForeignJson.text(from, "apple"))
                .device("android", ForeignJson.text(from, "google"));
        from.path("geo").fields().forEachRemaining(geo -> {
            if (geo.getValue().isTextual()) {
                rules.country(geo.getKey(), geo.getValue().textValue());
            }
        });
        String password = ForeignJson.text(from, "password");
        if (password != null) {
            link.guarded(HASH.matcher(password).matches() ? null : password);
        }
        if (ForeignJson.is(from, "unsafe")) {
            link.disabled(true)
                    .lost(
                            "it is switched off: Sink warns of its destination before it leads there, and a link here leads straight"
                                    + " to it; look at that, and switch it on");
        }
        if (ForeignJson.is(from, "cloaking")) {
            link.lost("cloaking: a link here leads to its destination, and does not show it as its own");
        }
        return link.rules(rules.rules()).link();
    }

    @Override
    public void close() {
        JsonParser open = parser;
        parser = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                throw new SourceException(file + " cannot be closed: " + e.getMessage());
            }
        }
    }
}
