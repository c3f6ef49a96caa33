package app.grapevine.web.sharing;

import app.grapevine.base.Faults;
import app.grapevine.security.LinkPasswords;
import app.grapevine.web.http.Fields;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * The field {@code password} of a shared report, which is written and never shown. To hash one takes a tenth of a second, so it is done
 * before there is a transaction that others wait for.
 *
 * @param given whether the field is there
 * @param hash null to have none, and where what was given cannot be one
 */
record ReportPassword(boolean given, @Nullable String hash) {
    static final String NAME = "password";

    /** @throws app.grapevine.base.RefusedException BUSY if too many wait for theirs */
    static ReportPassword of(JsonNode body) {
        JsonNode password = body.get(NAME);
        boolean isFit = password != null
                && password.isTextual()
                && LinkPasswords.isFit(new Faults(), NAME, password.textValue());
        return new ReportPassword(password != null, isFit ? LinkPasswords.hash(password.textValue()) : null);
    }

    /** Reads the field, so that it is told what is wrong with it. */
    void read(Fields fields) {
        String password = fields.string(NAME);
        if (password != null) {
            Faults faults = new Faults();
            LinkPasswords.isFit(faults, NAME, password);
            faults.all().forEach(fault -> fields.fault(NAME, fault.code(), fault.values()));
        }
    }

    /** @param present what there is where none is given */
    @Nullable
    String or(@Nullable String present) {
        return given ? hash : present;
    }
}
