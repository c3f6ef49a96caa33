package app.grapevine.links;

import app.grapevine.base.Reach;
import org.jspecify.annotations.Nullable;

/**
 * Who makes links, and of which campaign they are to be.
 *
 * @param creator is kept with each link; null for the service itself, and for recipients
 */
public record Maker(Link.@Nullable Creator creator, Reach reach) {
    /** The service itself. */
    public static final Maker NOBODY = new Maker(null, Reach.ALL);

    /**
     * A draft as it is to be made: of the campaign that its maker is limited to, where it names none.
     *
     * @throws app.grapevine.base.RefusedException INVALID where it names another
     */
    LinkDraft ofCampaign(LinkDraft draft) {
        if (!reach.isAll() && draft.campaign() == null) {
            return draft.but().campaign(reach.campaign()).draft();
        }
        reach.require(draft.campaign());
        return draft;
    }
}
