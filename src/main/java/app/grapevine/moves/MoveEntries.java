package app.grapevine.moves;

import java.util.List;

/** Tells the audit log what a run does, on behalf of whoever began it. Used by the run's thread. */
public interface MoveEntries {
    /** In the transaction that makes them: codes of links. */
    void made(List<String> codes);

    /** That it is over, with what came of it. */
    void ended(Move move);
}
