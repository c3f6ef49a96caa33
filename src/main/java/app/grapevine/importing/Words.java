package app.grapevine.importing;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** Words that people write for one thing. */
final class Words {
    private Words() {}

    /** What each word stands for. @param of the words of each thing, with a space between */
    static <T> Map<String, T> of(Map<T, String> of) {
        return of.entrySet().stream()
                .flatMap(entry ->
                        Arrays.stream(entry.getValue().split(" ", -1)).map(word -> Map.entry(word, entry.getKey())))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
