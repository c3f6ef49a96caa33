package app.grapevine.web.api;

import app.grapevine.base.FaultCode;
import app.grapevine.base.Faults;
import app.grapevine.base.RefusedException;
import app.grapevine.links.LinkDraft;
import app.grapevine.security.LinkPasswords;
import app.grapevine.web.http.Bodies;
import app.grapevine.web.http.Fields;
import app.grapevine.web.http.ProblemException;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * The field {@code password} of a link, or of another thing that one is given for, which is written and never shown. To hash one takes a
 * tenth of a second, so it is done before there is a transaction that others wait for.
 *
 * @param given whether the field is there
 * @param hash null to have none, and where what was given cannot be one
 */
public record PasswordField(boolean given, @Nullable String hash) {
    public static final String NAME = "password";

    private static final PasswordField NONE = new PasswordField(false, null);

    /** Of a body that may be no JSON, which whoever reads it for what it is says. @throws RefusedException BUSY, as below */
    public static PasswordField of(byte[] body) {
        try {
            return of(Bodies.parse(body));
        } catch (ProblemException e) {
            return NONE;
        }
    }

    /** Where many links are made a field of this name is refused: to hash as many passwords would take minutes. */
    static void refuse(Fields fields) {
        if (fields.string(NAME) != null) {
            fields.fault(NAME, FaultCode.NOT_OF_MANY);
        }
    }

    /**
     * Of a thing as it is asked for, or of a patch of one.
     *
     * @throws RefusedException BUSY if too many wait for theirs
     */
    public static PasswordField of(JsonNode body) {
        JsonNode password = body.get(NAME);
        boolean isFit = password != null
                && password.isTextual()
                && LinkPasswords.isFit(new Faults(), NAME, password.textValue());
        return new PasswordField(password != null, isFit ? LinkPasswords.hash(password.textValue()) : null);
    }

    /** Reads the field, so that it is told what is wrong with it. */
    public void read(Fields fields) {
        String password = fields.string(NAME);
        if (password != null) {
            Faults faults = new Faults();
            LinkPasswords.isFit(faults, NAME, password);
            faults.all().forEach(fault -> fields.fault(NAME, fault.code(), fault.values()));
        }
    }

    /** The draft with the password that is wanted of it; where none was given, as {@code present}. */
    LinkDraft in(LinkDraft draft, @Nullable String present) {
        return draft.but().passwordHash(or(present)).draft();
    }

    /** @param present the hash that there is where the field is not */
    public @Nullable String or(@Nullable String present) {
        return given ? hash : present;
    }
}
