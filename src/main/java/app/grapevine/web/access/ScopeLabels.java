package app.grapevine.web.access;

import app.grapevine.base.FaultCode;
import app.grapevine.security.Scope;
import app.grapevine.web.http.Fields;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Scopes in JSON: a list of their labels. */
public final class ScopeLabels {
    private ScopeLabels() {}

    public static List<String> of(Set<Scope> scopes) {
        return scopes.stream().map(Scope::label).toList();
    }

    /** The field {@code scopes}, which must name at least one. */
    public static Set<Scope> read(Fields fields) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        List<String> labels = fields.strings("scopes");
        for (int i = 0; i < labels.size(); i++) {
            String field = "scopes[" + i + "]";
            Scope.find(labels.get(i)).ifPresentOrElse(scopes::add, () -> fields.fault(field, FaultCode.UNKNOWN_SCOPE));
        }
        if (labels.isEmpty()) {
            fields.fault("scopes", FaultCode.NONE_NAMED);
        }
        return scopes;
    }
}
