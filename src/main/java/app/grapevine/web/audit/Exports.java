package app.grapevine.web.audit;

import app.grapevine.audit.Change;
import app.grapevine.base.Parameters;
import app.grapevine.web.http.Query;
import io.javalin.http.Context;
import java.util.List;
import java.util.stream.Stream;

/** What the audit log tells of a file that somebody takes away. */
public final class Exports {
    /** Which part of all was asked for; other filters are told by no value. */
    private static final List<String> TOLD =
            List.of("from", "to", "campaign", "code", "by", "kind", "actor", "action", "subject");

    private Exports() {}

    /** What was asked for, by the parameters of the request, and the kind of the file. */
    public static Change[] asked(Context ctx, boolean csv) {
        Parameters parameters = Query.of(ctx);
        Stream<Change> filters = TOLD.stream()
                .filter(name -> !parameters.all(name).isEmpty())
                .map(name -> Change.to(name, String.join(", ", parameters.all(name))));
        return Stream.concat(filters, Stream.of(Change.to("format", csv ? "csv" : "ndjson")))
                .toArray(Change[]::new);
    }
}
