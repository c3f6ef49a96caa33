package app.grapevine.web.audit;

import app.grapevine.audit.Action;
import app.grapevine.audit.Change;
import app.grapevine.audit.Subject;
import app.grapevine.base.Parameters;
import app.grapevine.web.http.Connections;
import app.grapevine.web.http.MediaTypes;
import app.grapevine.web.http.Query;
import app.grapevine.web.http.Turns;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files that somebody takes away: of any length, in constant memory, and told in the audit log. For a file {@link #begin} reads the
 * first piece before the answer begins, so that what is wrong is told by the status, and {@link #send} answers; where it breaks off
 * behind that, the connection is cut, so that half a file does not look like one that is whole. Safe for use by many threads.
 */
public final class Exports {
    private static final Logger LOG = LoggerFactory.getLogger(Exports.class);
    /** Which part of all was asked for; other filters are told by no value. */
    private static final List<String> TOLD =
            List.of("from", "to", "campaign", "code", "by", "kind", "actor", "action", "subject");

    private final Trail trail;
    private final Turns turns;

    public Exports(Trail trail, Turns turns) {
        this.trail = trail;
        this.turns = turns;
    }

    /** What was asked for, by the parameters of the request, and the kind of the file. */
    public static Change[] asked(Context ctx, boolean csv) {
        Parameters parameters = Query.of(ctx);
        Stream<Change> filters = TOLD.stream()
                .filter(name -> !parameters.all(name).isEmpty())
                .map(name -> Change.to(name, String.join(", ", parameters.all(name))));
        return Stream.concat(filters, Stream.of(Change.to("format", csv ? "csv" : "ndjson")))
                .toArray(Change[]::new);
    }

    /** A file with its first piece made, in a turn of its own. */
    public <T> FilePieces<T> begin(Supplier<FilePieces<T>> file) {
        return turns.take(() -> {
            FilePieces<T> begun = file.get();
            begun.next();
            return begun;
        });
    }

    /** Leaves in the audit log that a file is taken away; who only asks for its headers takes nothing. */
    public void leave(Context ctx, Action action, boolean csv) {
        if (ctx.method() != HandlerType.HEAD) {
            trail.add(ctx, action, Subject.NONE, asked(ctx, csv));
        }
    }

    /** Answers with a file that has begun, to be taken away. @param name without its ending */
    public void send(Context ctx, String name, FilePieces<?> file) {
        ctx.header(
                "Content-Disposition", "attachment; filename=\"" + name + (file.isCsv() ? ".csv" : ".ndjson") + "\"");
        send(ctx, file);
    }

    /** Answers with a file that has begun. */
    public void send(Context ctx, FilePieces<?> file) {
        ctx.contentType(file.isCsv() ? MediaTypes.CSV_FILE : MediaTypes.NDJSON);
        if (ctx.method() != HandlerType.HEAD) {
            stream(ctx, file);
        }
    }

    /** No turn is held while the client is waited for. */
    private void stream(Context ctx, FilePieces<?> file) {
        try {
            OutputStream out = ctx.res().getOutputStream();
            do {
                file.sendTo(out);
            } while (turns.takeAgain(file::next));
            out.flush();
        } catch (IOException e) {
            LOG.debug("the client of an export went away: {}", e.toString());
        } catch (RuntimeException e) {
            if (!ctx.res().isCommitted()) {
                throw e;
            }
            LOG.error("an export broke off", e);
            Connections.cut(ctx);
        }
    }
}
