package app.grapevine.bench;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The visits that a service has, by its export.
 *
 * @param ids of all
 * @param byCode how many of each link
 * @param visits how many were exported; as many as ids, if none is there twice
 */
record Recorded(Set<String> ids, Map<String, Long> byCode, long visits) {
    private static final Pattern VISIT = Pattern.compile("\"id\"\\s*:\\s*\"([^\"]+)\".*?\"code\"\\s*:\\s*\"([^\"]+)\"");

    static Recorded of(GrapevineProcess process) throws Exception {
        Set<String> ids = new HashSet<>();
        Map<String, Long> byCode = new HashMap<>();
        long[] visits = new long[1];
        process.lines("/api/v1/clicks?from=2020-01-01", "application/x-ndjson", line -> {
            Matcher matcher = VISIT.matcher(line);
            if (!matcher.find()) {
                throw new IllegalStateException("no visit: " + line);
            }
            ids.add(matcher.group(1));
            byCode.merge(matcher.group(2), 1L, Long::sum);
            visits[0]++;
        });
        return new Recorded(ids, byCode, visits[0]);
    }

    long of(String code) {
        return byCode.getOrDefault(code, 0L);
    }
}
