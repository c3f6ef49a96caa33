package app.grapevine.shlink;

import app.grapevine.base.Characters;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a client gave of a link and the link does not have. Immutable.
 *
 * @param addresses by an address as links keep it how it was given, where that differs
 * @param tags in the order in which they were given; none for the order of their letters
 */
public record AsGiven(Map<String, String> addresses, boolean crawlable, List<String> tags) {
    /** Of a link that was made elsewhere. */
    public static final AsGiven NOTHING = new AsGiven(Map.of(), false, List.of());

    public AsGiven {
        addresses = Collections.unmodifiableMap(new LinkedHashMap<>(addresses));
        tags = List.copyOf(tags);
    }

    /** An address of the link as it was given. What was changed elsewhere since is told as it is. */
    public String address(String kept) {
        return addresses.getOrDefault(kept, kept);
    }

    /** The link's tags in the order in which they were given; those that came from elsewhere are the last. */
    public List<String> inOrder(Collection<String> ofLink) {
        List<String> order = tags.stream().map(Characters::folded).toList();
        return ofLink.stream()
                .sorted(Comparator.comparingInt((String tag) -> place(order, tag))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    private static int place(List<String> order, String tag) {
        int place = order.indexOf(Characters.folded(tag));
        return place < 0 ? Integer.MAX_VALUE : place;
    }

    /** The same with what was given of addresses, of those that the link still has. */
    public AsGiven withAddresses(Map<String, String> given, Collection<String> ofLink) {
        Map<String, String> all = new LinkedHashMap<>(addresses);
        all.putAll(given);
        all.keySet().retainAll(ofLink);
        all.entrySet().removeIf(one -> one.getKey().equals(one.getValue()));
        return new AsGiven(all, crawlable, tags);
    }

    public AsGiven withCrawlable(boolean is) {
        return new AsGiven(addresses, is, tags);
    }

    public AsGiven withTags(List<String> given) {
        return new AsGiven(addresses, crawlable, given);
    }
}
