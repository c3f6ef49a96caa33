package app.grapevine.links;

import app.grapevine.base.CaseFold;
import app.grapevine.base.Fault;
import app.grapevine.base.FaultCode;
import app.grapevine.base.RefusedException;
import app.grapevine.brought.LinkAliases;
import app.grapevine.storage.LinkKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * That a code on a domain is given once, as a link's code or as an alias, whatever the case of its letters; and never again.
 * In a transaction of the caller's, until the end of which nobody else gives what was claimed.
 */
final class LinkClaims {
    private LinkClaims() {}

    /**
     * Claims what drafts that were checked ask for. Of the same alias twice the first has it. Codes are looked at as links
     * are inserted; here it is claimed that they are nobody's alias.
     *
     * @return for each draft why not, or null
     */
    static List<@Nullable RefusedException> claim(Handle handle, List<LinkDraft> drafts) {
        List<LinkKey> aliases = drafts.stream()
                .flatMap(draft -> draft.aliases().stream().map(alias -> key(draft, alias)))
                .toList();
        if (aliases.isEmpty()) {
            if (drafts.stream().anyMatch(draft -> draft.code() != null)) {
                LinkAliases.beforeCodes(handle);
            }
            return new ArrayList<>(Collections.nCopies(drafts.size(), null));
        }
        LinkAliases.beforeAliases(handle);
        LinkKeyDao.Found ofLinks = LinkKeyDao.codes(handle, aliases);
        LinkKeyDao.Found others = LinkKeyDao.aliases(handle, aliases);
        Set<LinkKey> asked = drafts.stream()
                .filter(draft -> draft.code() != null)
                .map(draft -> folded(key(draft, Objects.requireNonNull(draft.code()))))
                .collect(Collectors.toCollection(HashSet::new));
        List<@Nullable RefusedException> refusals = new ArrayList<>();
        for (LinkDraft draft : drafts) {
            List<String> taken = draft.aliases().stream()
                    .filter(alias -> ofLinks.has(key(draft, alias))
                            || others.has(key(draft, alias))
                            || !asked.add(folded(key(draft, alias))))
                    .toList();
            refusals.add(taken.isEmpty() ? null : takenAliases(taken));
        }
        return refusals;
    }

    /**
     * Claims further codes for a link. What it had before and lost it may have again, of whatever shape.
     *
     * @throws RefusedException INVALID for what cannot be chosen, TAKEN for what is another's
     */
    static void claimFurther(Handle handle, Link link, List<String> aliases) {
        LinkAliases.beforeAliases(handle);
        List<LinkKey> keys =
                aliases.stream().map(alias -> new LinkKey(link.domain(), alias)).toList();
        Map<LinkKey, LinkKeyDao.Holder> holders = LinkKeyDao.holders(handle, keys);
        List<LinkKey> further = keys.stream()
                .filter(key -> {
                    LinkKeyDao.Holder holder = holders.get(key);
                    return holder == null || holder.link() != link.id() || !holder.removed();
                })
                .toList();
        if (further.stream().anyMatch(key -> !CodeShape.isCode(key.code()))) {
            throw RefusedException.invalid("aliases", FaultCode.NOT_A_CODE);
        }
        LinkKeyDao.Found ofLinks = LinkKeyDao.codes(handle, further);
        LinkKeyDao.Found others = LinkKeyDao.aliases(handle, further);
        List<String> taken = further.stream()
                .filter(key -> ofLinks.has(key) || others.has(key))
                .map(LinkKey::code)
                .toList();
        if (!taken.isEmpty()) {
            throw takenAliases(taken);
        }
    }

    private static LinkKey key(LinkDraft draft, String code) {
        return new LinkKey(Objects.requireNonNull(draft.domain()), code);
    }

    private static LinkKey folded(LinkKey key) {
        return new LinkKey(key.domain(), CaseFold.fold(key.code()));
    }

    /** That somebody has, or once had, the code of a draft. */
    static RefusedException taken(LinkDraft draft) {
        return new RefusedException(
                RefusedException.Reason.TAKEN,
                "the code " + draft.code() + " is taken, or was once",
                List.of(new Fault("code", FaultCode.TAKEN_FOR_GOOD)));
    }

    private static RefusedException takenAliases(List<String> taken) {
        return new RefusedException(
                RefusedException.Reason.TAKEN,
                "of the aliases " + String.join(", ", taken) + (taken.size() == 1 ? " is" : " are")
                        + " taken, or were once",
                List.of(new Fault("aliases", FaultCode.TAKEN_FOR_GOOD)));
    }
}
