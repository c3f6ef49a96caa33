package app.grapevine.web.visit;

import app.grapevine.journal.Receipt;
import app.grapevine.journal.Visit;
import java.util.function.Consumer;

/** Where a visit goes: into the journal, or, of a request that the service makes up to practise on, nowhere. */
@FunctionalInterface
interface VisitRecorder {
    /** As {@link app.grapevine.clicks.Clicks#record}. */
    void record(Visit visit, Consumer<Receipt> then);
}
