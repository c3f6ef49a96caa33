package app.grapevine.attribution;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a visit beside the request itself.
 *
 * @param declaredChannel the channel that the link was issued for, or null
 * @param declaredVisibility the link's visibility, which its owner may have set apart from the channel's
 * @param previewedBy the apps or families that have fetched a preview of this link so far, each with how long ago it last
 *     did, in milliseconds
 * @param burst whether the visit belongs to a burst: of visits to many links from one network within seconds, or from many
 *     networks to a link that was mailed
 * @param echo whether the same link was clicked moments before from inside WeChat, by somebody else
 */
public record Circumstances(
        @Nullable String declaredChannel,
        Visibility declaredVisibility,
        Map<String, Long> previewedBy,
        boolean burst,
        boolean echo) {
    public Circumstances {
        previewedBy = Map.copyOf(previewedBy);
    }
}
