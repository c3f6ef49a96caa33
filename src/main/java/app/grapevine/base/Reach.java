package app.grapevine.base;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whose links somebody may see, change and make: those of all campaigns and of none, or those of one campaign alone.
 * It is the link's present campaign that counts.
 *
 * @param campaign the slug of the one; null for all
 */
public record Reach(@Nullable String campaign) {
    public static final Reach ALL = new Reach(null);

    public boolean isAll() {
        return campaign == null;
    }

    /** Whether a link is within. @param of the link's campaign, or null */
    public boolean covers(@Nullable String of) {
        return campaign == null || campaign.equals(of);
    }

    /** @throws RefusedException INVALID for the field campaign unless a link of this campaign is within */
    public void require(@Nullable String of) {
        if (campaign != null && !campaign.equals(of)) {
            throw RefusedException.invalid("campaign", FaultCode.OTHER_CAMPAIGN, Map.of("campaign", campaign));
        }
    }
}
