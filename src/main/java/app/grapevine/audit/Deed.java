package app.grapevine.audit;

import java.util.List;

/** What somebody did, before it has a place in a chain. @param changes of the subject, those with a value first */
public record Deed(Actor actor, Action action, Subject subject, List<Change> changes) {
    public Deed {
        changes = List.copyOf(changes);
    }

    public Deed(Actor actor, Action action, Subject subject, Change... changes) {
        this(actor, action, subject, List.of(changes));
    }
}
