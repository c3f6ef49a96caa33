package app.grapevine.attribution;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The query parameters by which apps mark a link. Of {@code fbclid=IwAR…} only the name is kept, for the value stands
 * for a person; {@code from=timeline} is kept where the catalogue lists it with that value. Immutable.
 */
final class Markers {
    /** Marks of advertisements, which name no channel of the catalogue but tell that one was clicked. */
    private static final List<String> ADVERTISEMENTS = List.of("gclid", "gbraid", "wbraid", "msclkid");

    private final Map<String, List<Channel>> channels = new HashMap<>();
    private final int longest;

    Markers(List<Channel> catalogue) {
        int length = 0;
        for (String name : ADVERTISEMENTS) {
            channels.put(name, List.of());
            length = Math.max(length, name.length());
        }
        for (Channel channel : catalogue) {
            for (String written : channel.parameters()) {
                String parameter = written.toLowerCase(Locale.ROOT);
                channels.computeIfAbsent(parameter, key -> new ArrayList<>(2)).add(channel);
                length = Math.max(length, parameter.length());
            }
        }
        longest = length;
    }

    /** The marks in a raw query, joined by {@code &}, each once; at most {@value Signals#MAX_SHORT} characters. */
    String of(@Nullable String query) {
        if (query == null || query.isEmpty()) {
            return "";
        }
        StringBuilder found = new StringBuilder(0);
        int start = 0;
        while (start < query.length()) {
            int end = query.indexOf('&', start);
            end = end < 0 ? query.length() : end;
            String mark = mark(query, start, end);
            if (mark != null && !contains(found, mark) && found.length() + mark.length() < Signals.MAX_SHORT) {
                found.append(found.isEmpty() ? "" : "&").append(mark);
            }
            start = end + 1;
        }
        return found.toString();
    }

    private @Nullable String mark(String query, int start, int end) {
        int equals = query.indexOf('=', start);
        int nameEnd = equals < 0 || equals > end ? end : equals;
        if (nameEnd == start || nameEnd - start > longest) {
            return null;
        }
        if (end - start <= longest) {
            String pair = query.substring(start, end).toLowerCase(Locale.ROOT);
            if (channels.containsKey(pair)) {
                return pair;
            }
        }
        String name = query.substring(start, nameEnd).toLowerCase(Locale.ROOT);
        return channels.containsKey(name) ? name : null;
    }

    private static boolean contains(StringBuilder found, String mark) {
        return !found.isEmpty() && ("&" + found + "&").contains("&" + mark + "&");
    }

    /** The channels that a mark is of; empty where it names none. */
    List<Channel> channelsOf(String mark) {
        return channels.getOrDefault(mark, List.of());
    }
}
