package app.grapevine.web.audit;

import app.grapevine.audit.AuditEntry;
import app.grapevine.audit.AuditLog;
import app.grapevine.base.CsvForm;
import app.grapevine.base.CsvTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An export of entries, written in pieces: one is made in memory, then sent, then the next is made. For one thread. */
final class AuditPieces {
    private final AuditLog.Export export;
    private final ByteArrayOutputStream piece = new ByteArrayOutputStream();
    private final Writer text = new OutputStreamWriter(piece, StandardCharsets.UTF_8);
    private final @Nullable CsvTable table;

    /** @param form of a file of CSV; null for lines of JSON */
    AuditPieces(AuditLog.Export export, @Nullable CsvForm form) {
        this.export = export;
        try {
            table = form == null ? null : new CsvTable(text, form, AuditEntryJson.COLUMNS);
        } catch (IOException e) {
            throw impossible(e);
        }
    }

    /** Makes the next piece. @return false where there was nothing left */
    boolean next() {
        piece.reset();
        try {
            List<AuditEntry> some = export.some();
            for (AuditEntry entry : some) {
                write(entry);
            }
            if (table != null) {
                table.flush();
            }
            text.flush();
            return !some.isEmpty();
        } catch (IOException e) {
            throw impossible(e);
        }
    }

    private void write(AuditEntry entry) throws IOException {
        if (table != null) {
            table.row(AuditEntryJson.cells(entry));
        } else {
            text.write(AuditEntryJson.text(entry));
            text.write('\n');
        }
    }

    private static UncheckedIOException impossible(IOException e) {
        return new UncheckedIOException("memory takes what is written", e);
    }

    void sendTo(OutputStream out) throws IOException {
        piece.writeTo(out);
    }
}
