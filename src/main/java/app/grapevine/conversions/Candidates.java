package app.grapevine.conversions;

import app.grapevine.visits.VisitKey;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Visits in one column: {@code node:sequence}, parted by spaces. */
final class Candidates {
    private Candidates() {}

    /** @return null for none and for one, which the row has in columns of its own */
    static @Nullable String text(List<VisitKey> visits) {
        return visits.size() < 2
                ? null
                : visits.stream()
                        .map(visit -> visit.node() + ":" + visit.sequence())
                        .collect(Collectors.joining(" "));
    }

    static List<VisitKey> read(@Nullable String text) {
        return text == null
                ? List.of()
                : Arrays.stream(text.split(" ")).map(Candidates::visit).toList();
    }

    private static VisitKey visit(String text) {
        int colon = text.indexOf(':');
        return new VisitKey(Long.parseLong(text.substring(0, colon)), Long.parseLong(text.substring(colon + 1)));
    }
}
