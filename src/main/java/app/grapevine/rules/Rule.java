package app.grapevine.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a link leads instead, and when. Unchecked, until {@link RuleCheck} has checked it.
 *
 * @param name by which reports know it, also when it stands at another place later; null for its place
 * @param destination a web address, or an app's own where the rule is for iOS or Android
 * @param fallback for a destination that is an app's own, the web address for who has not got the app; null for the link's own
 *     destination
 */
public record Rule(
        @Nullable String name,
        When when,
        @Nullable String destination,
        @Nullable String fallback) {
    /** How many a link has at most. */
    public static final int MOST = 20;

    /** The name by which visits are counted, or its place in the list from 1 on. */
    public static String label(List<Rule> rules, int index) {
        String name = rules.get(index).name();
        return name == null ? Integer.toString(index + 1) : name;
    }

    /** Whether it leads to an app by the app's own address. */
    public boolean isIntoApp() {
        return destination != null && AppAddress.isOne(destination);
    }

    /** The destination, which a checked rule has. */
    public String target() {
        return Objects.requireNonNull(destination);
    }

    /** Whether its destination is an app's own address, of a scheme that is allowed. */
    public boolean isOpenedByApp(Set<String> schemes) {
        return isIntoApp() && AppAddress.isAllowed(target(), schemes);
    }

    /** Where it may lead in the web; null where that is the link's own destination alone. */
    public @Nullable String webAddress() {
        return isIntoApp() ? fallback : destination;
    }

    /** Of an intent for http or https the web address, which a browser may open as well; null for all else. */
    public @Nullable String webOfIntent() {
        return isIntoApp() ? AppAddress.webOfIntent(target()) : null;
    }

    /** All web addresses that a browser may open by it, of which lists of hosts are asked; none where that is the link's own. */
    public List<String> webAddresses() {
        List<String> all = new ArrayList<>();
        for (String web : new @Nullable String[] {webOfIntent(), webAddress()}) {
            if (web != null) {
                all.add(web);
            }
        }
        return all;
    }
}
