package app.grapevine.moving;

import app.grapevine.links.LinkDraft;
import app.grapevine.storage.LinkKey;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a foreign link is to be here.
 *
 * @param draft without code and domain
 * @param key its code as it is; null where one is to be made
 * @param createdAt null for now
 * @param balance what was counted of it before; null for nothing
 */
public record Wanted(
        LinkDraft draft,
        @Nullable LinkKey key,
        String domain,
        List<LinkKey> aliases,
        @Nullable Instant createdAt,
        @Nullable Long balance) {
    public Wanted {
        aliases = List.copyOf(aliases);
    }

    /** The same with something before its code. */
    Wanted prefixed(String prefix) {
        return key == null
                ? this
                : new Wanted(draft, new LinkKey(domain, prefix + key.code()), domain, aliases, createdAt, balance);
    }
}
