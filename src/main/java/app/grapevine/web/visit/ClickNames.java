package app.grapevine.web.visit;

import app.grapevine.attribution.Kind;
import app.grapevine.journal.Receipt;
import app.grapevine.redirect.Target;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** By which id a visit's destination is told of it, if by any. Safe for use by many threads; does not block. */
final class ClickNames {
    private final LongFunction<String> ids;

    /** @param ids of a visit of this node, by its sequence */
    ClickNames(LongFunction<String> ids) {
        this.ids = ids;
    }

    /** Null for a visit to which nothing can be ascribed: no click, not recorded, or to a link that hands on no ids. */
    @Nullable
    String of(Target target, Kind kind, Receipt receipt) {
        return target.takesClickId() && kind == Kind.CLICK && receipt.refusal() == null
                ? ids.apply(receipt.sequence())
                : null;
    }
}
