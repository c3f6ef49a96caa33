package app.grapevine.visits;

import app.grapevine.attribution.Evidence;
import app.grapevine.base.Text;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The evidence of a verdict as the column {@code clicks.evidence} holds it: a line for each, of kind, rule and
 * value with a tab between. Control characters of a value, which came from a request, become spaces.
 */
public final class EvidenceCodec {
    /** The length of the column; what does not fit is left out from the end, where the weakest evidence is. */
    static final int MAX_LENGTH = 2000;

    private EvidenceCodec() {}

    /** Null where there is no evidence. */
    public static @Nullable String encode(List<Evidence> evidence) {
        StringBuilder text = new StringBuilder();
        for (Evidence reason : evidence) {
            int length = text.length();
            if (length > 0) {
                text.append('\n');
            }
            text.append(reason.kind()).append('\t').append(reason.rule()).append('\t');
            text.append(Text.line(reason.value()));
            if (text.length() > MAX_LENGTH) {
                text.setLength(length);
                break;
            }
        }
        return text.isEmpty() ? null : text.toString();
    }

    /** The evidence of a row, the decisive one first; empty for null. */
    public static List<Evidence> decode(@Nullable String column) {
        List<Evidence> evidence = new ArrayList<>();
        if (column != null && !column.isEmpty()) {
            for (String line : column.split("\n", -1)) {
                String[] parts = line.split("\t", 3);
                if (parts.length == 3) {
                    evidence.add(new Evidence(parts[0], parts[1], parts[2]));
                }
            }
        }
        return List.copyOf(evidence);
    }
}
