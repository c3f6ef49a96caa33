package app.grapevine.moving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sink's JSON, in the shapes that it comes in. */
class SinkSourceTest {
    @TempDir
    private Path directory;

    /** @param json with single quotes for double ones */
    private SinkSource file(String name, String json) throws IOException {
        return new SinkSource(Files.writeString(directory.resolve(name), json.replace('\'', '"')));
    }

    private static List<ForeignLink> all(SinkSource source) {
        List<ForeignLink> links = new ArrayList<>();
        String cursor = "";
        LinkPage page;
        do {
            page = source.links(cursor);
            links.addAll(page.links());
            cursor = page.next();
        } while (!page.isLast());
        source.close();
        return links;
    }

    @Test
    void itIsReadALinkAtATime() throws Exception {
        SinkSource sink = file(
                "sink.json",
                "{'version':'1','links':[{'id':'a','slug':'hello','url':'https://shop.example/','comment':'C',"
                        + "'createdAt':1714521600,'updatedAt':1714521600,'expiration':1798761600,'title':'T','tags':['x'],"
                        + "'apple':'https://a.example','geo':{'DE':'https://shop.example/de'},'password':'hunter22'},"
                        + "{'slug':'b','url':'https://shop.example/b','password':'$2b$10$abcdefghijklmnop'}],"
                        + "'cursor':null,'list_complete':true}");

        List<ForeignLink> links = all(sink);

        assertThat(links).extracting(ForeignLink::code).containsExactly("hello", "b");
        assertThat(links.get(0).createdAt()).isEqualTo(Instant.parse("2024-05-01T00:00:00Z"));
        assertThat(links.get(0).password()).isEqualTo("hunter22");
        assertThat(links.get(0).rules()).hasSize(2);
        assertThat(links.get(0).card().title()).isEqualTo("T");
        assertThat(links.get(1).guarded()).isTrue();
        assertThat(links.get(1).password()).isNull();
    }

    @Test
    void pagesMayStandTogether() throws Exception {
        String page = "{'version':'1.0','meta':{'links':[{'slug':'none'}]},'count':1,'links':[{'slug':'SLUG','url':"
                + "'https://shop.example/','tags':[]}],'cursor':'c','list_complete':false}\n";
        String pages = page.replace("SLUG", "one") + "{'links':[]}" + page.replace("SLUG", "two");

        List<ForeignLink> links = all(file("pages.json", pages));

        assertThat(links).extracting(ForeignLink::code).containsExactly("one", "two");
        assertThat(all(file("list.json", "[{'slug':'three'}]")))
                .extracting(ForeignLink::code)
                .containsExactly("three");
        assertThatThrownBy(() -> all(file("other.json", "{'other':[]}"))).hasMessageContaining("no list called links");
    }

    @Test
    void aLinkWhoseEndCannotBeReadIsNotBroughtAsOneWithoutAnEnd() throws Exception {
        ForeignLink link = all(file("end.json", "[{'slug':'one','url':'https://shop.example/','expiration':'soon'}]"))
                .get(0);

        assertThat(link.unreadable()).startsWith("expiration is no time");
    }
}
