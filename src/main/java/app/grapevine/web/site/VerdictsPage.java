package app.grapevine.web.site;

import app.grapevine.web.http.Pages;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** The page that says how far a verdict can be trusted: the documentation's own, as HTML. */
final class VerdictsPage {
    static final String PATH = "/api/verdicts";

    private static final String SOURCE = "/docs/RELIABILITY-OF-VERDICTS.md";
    private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());

    private VerdictsPage() {}

    static String html() {
        Node document = Parser.builder().extensions(EXTENSIONS).build().parse(source());
        document.accept(new WithoutLinks());
        String body = HtmlRenderer.builder()
                .extensions(EXTENSIONS)
                .escapeHtml(true)
                .build()
                .render(document);
        // Wide tables scroll, and can be reached by keys.
        String scrolling = body.replace("<table>", "<div class=\"table\" tabindex=\"0\"><table>")
                .replace("</table>", "</table></div>");
        return Pages.page("How far a verdict can be trusted", "<div class=\"wide\">\n" + scrolling + "</div>");
    }

    private static String source() {
        try (InputStream in = Objects.requireNonNull(VerdictsPage.class.getResourceAsStream(SOURCE), SOURCE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its links lead to files of the program's source, which are not here. */
    private static final class WithoutLinks extends AbstractVisitor {
        @Override
        public void visit(Link link) {
            Node next = link.getFirstChild();
            while (next != null) {
                Node child = next;
                next = child.getNext();
                link.insertBefore(child);
            }
            link.unlink();
        }
    }
}
