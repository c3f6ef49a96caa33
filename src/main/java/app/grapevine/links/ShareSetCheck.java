package app.grapevine.links;

import static java.util.Objects.requireNonNull;

import app.grapevine.base.Characters;
import app.grapevine.base.FaultCode;
import app.grapevine.base.Faults;
import app.grapevine.base.RefusedException;
import app.grapevine.campaigns.Labels;
import app.grapevine.channels.ChannelCatalogue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks what a share set is to be, and says all that is wrong with it. Safe for use by many threads. */
final class ShareSetCheck {
    static final int MAX_TEXT = 2000;
    private static final int MAX_NAME = 200;

    private final LinkCheck links;

    ShareSetCheck(LinkSettings settings, ChannelCatalogue channels) {
        this.links = new LinkCheck(settings, channels);
    }

    /** A draft that is in order. @param links one draft for each link, in order */
    record Checked(String destination, ShareSetDraft.Changeable own, List<LinkDraft> links) {
        Checked {
            links = List.copyOf(links);
        }
    }

    /** @throws RefusedException INVALID with every faulty field */
    Checked check(ShareSetDraft draft) {
        Faults faults = new Faults();
        LinkDraft common = links.check(
                faults, draft.common().issuedFor(null, draft.common().visibility(), null), null);
        ShareSetDraft.Changeable own = own(
                faults,
                new ShareSetDraft.Changeable(
                        draft.name(), draft.text(), draft.common().archived()));
        List<LinkDraft> drafts = links(faults, draft, common);
        if (!common.isPersonal()) {
            drafts.stream().limit(1).forEach(first -> links.checkPersonal(faults, first));
        }
        faults.refuseIfAny();
        return new Checked(requireNonNull(common.destination()), own, drafts);
    }

    /** @throws RefusedException INVALID with every faulty field */
    ShareSetDraft.Changeable check(ShareSetDraft.Changeable given) {
        Faults faults = new Faults();
        ShareSetDraft.Changeable own = own(faults, given);
        faults.refuseIfAny();
        return own;
    }

    private static ShareSetDraft.Changeable own(Faults faults, ShareSetDraft.Changeable given) {
        return new ShareSetDraft.Changeable(
                faults.line("name", given.name(), MAX_NAME),
                faults.prose("text", given.text(), MAX_TEXT),
                given.archived());
    }

    private List<LinkDraft> links(Faults faults, ShareSetDraft draft, LinkDraft common) {
        Set<String> wanted = channels(faults, draft.channels());
        List<@Nullable String> audiences = audiences(faults, draft.audiences());
        if ((long) wanted.size() * audiences.size() > ShareSetDraft.MAX_LINKS) {
            faults.add("audiences", FaultCode.TOO_MANY_LINKS, Map.of("most", ShareSetDraft.MAX_LINKS));
            return List.of();
        }
        List<LinkDraft> drafts = new ArrayList<>();
        for (String channel : wanted) {
            for (@Nullable String audience : audiences) {
                drafts.add(common.issuedFor(channel, common.visibility(), audience));
            }
        }
        return drafts;
    }

    private Set<String> channels(Faults faults, List<String> given) {
        if (given.isEmpty()) {
            faults.add("channels", FaultCode.NONE_NAMED);
        }
        for (int i = 0; i < given.size(); i++) {
            links.channel(faults, "channels[" + i + "]", given.get(i));
        }
        return new LinkedHashSet<>(given);
    }

    /** The audiences, or where there are none the one that is everybody: null. */
    private static List<@Nullable String> audiences(Faults faults, List<String> given) {
        Set<@Nullable String> audiences = new LinkedHashSet<>();
        for (int i = 0; i < given.size(); i++) {
            String field = "audiences[" + i + "]";
            if (Characters.clean(given.get(i)).isEmpty()) {
                faults.add(field, FaultCode.EMPTY);
            }
            audiences.add(Labels.label(faults, field, given.get(i), Labels.LONGEST_AUDIENCE));
        }
        if (audiences.isEmpty()) {
            audiences.add(null);
        }
        return new ArrayList<>(audiences);
    }
}
