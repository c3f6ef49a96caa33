package app.grapevine.moving;

import app.grapevine.base.RefusedException;
import app.grapevine.storage.LinkKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes links as they were elsewhere, each by itself. */
public interface LinkMaker {
    /**
     * One answer.
     *
     * @param id of the link; 0 where it was not made
     * @param key of the link as it is or would be; null where it is refused, or its code would be made
     */
    record Answer(long id, @Nullable LinkKey key, @Nullable RefusedException refusal) {}

    /** Makes what can be made, in the transaction of the caller, and answers in the order of what is wanted. */
    List<Answer> makeAll(List<Wanted> wanted);

    /** What would be answered. */
    List<Answer> rehearse(List<Wanted> wanted);
}
