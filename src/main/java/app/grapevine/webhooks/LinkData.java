package app.grapevine.webhooks;

import app.grapevine.links.Link;
import app.grapevine.links.LinkSettings;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What messages tell of links, in the words of the API. */
final class LinkData {
    private LinkData() {}

    /** What names it, for what is told of something else. */
    static ObjectNode name(Link link) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("domain", link.domain());
        data.put("code", link.code());
        data.put("campaign", link.campaign());
        return data;
    }

    static ObjectNode whole(Link link, LinkSettings domains) {
        ObjectNode data = name(link);
        data.put("shortUrl", domains.shortUrl(link.domain(), link.code()));
        data.put("destination", link.destination());
        data.put("channel", link.channel());
        data.put("audience", link.audience());
        data.put("title", link.title());
        link.tags().forEach(data.putArray("tags")::add);
        data.put("shareSet", link.shareSet());
        data.put("generation", link.lineage().generation());
        data.put("createdAt", link.createdAt().toString());
        data.put("updatedAt", link.updatedAt().toString());
        return data;
    }
}
