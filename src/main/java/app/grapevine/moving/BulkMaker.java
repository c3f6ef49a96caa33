package app.grapevine.moving;

import app.grapevine.base.RefusedException;
import app.grapevine.links.BulkLinks;
import app.grapevine.links.Link;
import app.grapevine.links.LinkDraft;
import app.grapevine.links.Maker;
import app.grapevine.storage.LinkKey;
import java.util.List;

/** Makes links in bulk. */
public final class BulkMaker implements LinkMaker {
    private final BulkLinks bulk;

    public BulkMaker(BulkLinks bulk) {
        this.bulk = bulk;
    }

    private static LinkDraft draft(Wanted one) {
        LinkKey key = one.key();
        return one.draft()
                .but()
                .domain(one.domain())
                .code(key == null ? null : key.code())
                .draft();
    }

    @Override
    public List<Answer> makeAll(List<Wanted> wanted) {
        return bulk.createAll(wanted.stream().map(BulkMaker::draft).toList()).stream()
                .map(result -> answer(result.link(), result.refusal()))
                .toList();
    }

    private static Answer answer(
            @org.jspecify.annotations.Nullable Link link, @org.jspecify.annotations.Nullable RefusedException refusal) {
        return link == null ? new Answer(0, null, refusal) : new Answer(link.id(), link.key(), null);
    }

    @Override
    public List<Answer> rehearse(List<Wanted> wanted) {
        return bulk.rehearse(wanted.stream().map(BulkMaker::draft).toList(), Maker.NOBODY).stream()
                .map(result -> {
                    LinkDraft draft = result.draft();
                    String code = draft == null ? null : draft.code();
                    String domain = draft == null ? null : draft.domain();
                    return new Answer(
                            0, code == null || domain == null ? null : new LinkKey(domain, code), result.refusal());
                })
                .toList();
    }
}
