package app.grapevine.links;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Which campaign links are of, for who needs nothing else of them. */
public final class LinkCampaigns {
    private static final int AT_ONCE = 1000;

    private LinkCampaigns() {}

    /** By the links' ids, deleted ones too; without those of no campaign. */
    public static Map<Long, String> of(Handle handle, Collection<Long> links) {
        List<Long> all = new ArrayList<>(links);
        Map<Long, String> campaigns = new HashMap<>();
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            handle.createQuery("SELECT id, campaign FROM links WHERE id IN (<ids>) AND campaign IS NOT NULL")
                    .bindList("ids", all.subList(from, Math.min(all.size(), from + AT_ONCE)))
                    .map((row, context) -> Map.entry(row.getLong("id"), row.getString("campaign")))
                    .forEach(one -> campaigns.put(one.getKey(), one.getValue()));
        }
        return campaigns;
    }
}
