package app.grapevine.cards;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a page says of itself, in the order in which apps look for it: Open Graph, what Twitter reads, what HTML has always
 * had. The page is read as browsers read it, as it is cut off and in whatever it is encoded; it is made no markup of.
 */
final class PageTags {
    private static final int MOST_TITLE = 300;
    private static final int MOST_DESCRIPTION = 1000;
    private static final int MOST_ADDRESS = 2048;

    private static final List<String> TITLES = List.of("og:title", "twitter:title");
    private static final List<String> DESCRIPTIONS = List.of("og:description", "twitter:description", "description");
    private static final List<String> IMAGES =
            List.of("og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src");

    private final Document page;

    private PageTags(Document page) {
        this.page = page;
    }

    /**
     * @param html as it came, perhaps its begin alone
     * @param charset as the answer's head names it; null where the page says it itself, or nobody does
     * @param address where it was found, for addresses that are told from there
     */
    static PageCard read(byte[] html, @Nullable String charset, String address) {
        try {
            return new PageTags(Jsoup.parse(new ByteArrayInputStream(html), charset, address)).card();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PageCard card() {
        Element title = page.selectFirst("title");
        return new PageCard(
                first(Stream.concat(words(TITLES), Stream.ofNullable(title).map(Element::wholeText)), MOST_TITLE),
                first(words(DESCRIPTIONS), MOST_DESCRIPTION),
                image());
    }

    private Stream<String> words(List<String> names) {
        return names.stream().flatMap(this::named).map(meta -> meta.attr("content"));
    }

    /** The elements {@code meta} of a name, which pages put into either of two attributes. */
    private Stream<Element> named(String name) {
        return page.select("meta[property=" + quoted(name) + "], meta[name=" + quoted(name) + "]").stream();
    }

    private static String quoted(String name) {
        return "\"" + name + "\"";
    }

    private @Nullable String image() {
        Stream<String> told = IMAGES.stream().flatMap(this::named).map(meta -> address(meta, "content"));
        Stream<String> linked = page.select("link[rel=image_src]").stream().map(link -> address(link, "href"));
        return Stream.concat(told, linked)
                .map(String::trim)
                .filter(PageTags::isOfTheWeb)
                .findFirst()
                .orElse(null);
    }

    /** Empty where the attribute is, which as an address would be the page itself. */
    private static String address(Element element, String attribute) {
        return element.attr(attribute).isBlank() ? "" : element.absUrl(attribute);
    }

    private static boolean isOfTheWeb(String address) {
        String scheme = address.substring(0, Math.max(0, address.indexOf(':'))).toLowerCase(Locale.ROOT);
        return address.length() <= MOST_ADDRESS && (scheme.equals("https") || scheme.equals("http"));
    }

    /** The first that says something, in one line, and no longer than a card's may be. */
    private static @Nullable String first(Stream<String> texts, int most) {
        return texts.map(PageTags::plain)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .map(text -> cut(text, most))
                .orElse(null);
    }

    /** Without what is not seen: controls, what turns the direction of what follows, halves of characters. */
    private static String plain(String text) {
        StringBuilder plain = new StringBuilder();
        text.codePoints().forEach(point -> {
            switch (Character.getType(point)) {
                case Character.CONTROL,
                        Character.SPACE_SEPARATOR,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR -> plain.append(' ');
                case Character.FORMAT -> {
                    if (isJoiner(point)) {
                        plain.appendCodePoint(point);
                    }
                }
                case Character.SURROGATE, Character.UNASSIGNED, Character.PRIVATE_USE -> {}
                default -> plain.appendCodePoint(point);
            }
        });
        return plain.toString().trim().replaceAll(" {2,}", " ");
    }

    /** Letters in some scripts, and in emoji. */
    private static boolean isJoiner(int point) {
        return point == 0x200c || point == 0x200d;
    }

    private static String cut(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most - 1)).trim() + "…";
    }
}
