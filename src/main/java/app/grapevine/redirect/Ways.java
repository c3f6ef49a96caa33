package app.grapevine.redirect;

import app.grapevine.hostlists.HostLists;
import app.grapevine.links.Link;
import app.grapevine.links.LinkSettings;
import app.grapevine.rules.Asked;
import app.grapevine.rules.Rule;
import app.grapevine.rules.RuleSet;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Where a link's rules lead, made ready as its own destination is. Immutable.
 *
 * @param list in the rules' order
 */
record Ways(RuleSet rules, List<Way> list) {
    static final Ways NONE = new Ways(RuleSet.NONE, List.of());

    Ways {
        list = List.copyOf(list);
    }

    /**
     * @param own the link's own way
     * @param prepared makes an address ready
     */
    static Ways of(Link link, LinkSettings settings, Way own, Function<String, Prepared> prepared) {
        List<Rule> rules = link.rules();
        return rules.isEmpty()
                ? NONE
                : new Ways(
                        new RuleSet(rules),
                        IntStream.range(0, rules.size())
                                .mapToObj(i -> way(rules, i, settings, own, prepared))
                                .toList());
    }

    /** What leads into an app by a scheme that is not allowed any more leads to the web. */
    private static Way way(
            List<Rule> rules, int index, LinkSettings settings, Way own, Function<String, Prepared> prepared) {
        Rule rule = rules.get(index);
        String label = Rule.label(rules, index);
        boolean blocked = settings.isBlocked(rule);
        Prepared web = rule.webAddress() == null ? own.location() : prepared.apply(rule.webAddress());
        return rule.isOpenedByApp(settings.destinations().schemes())
                ? new Way(label, prepared.apply(rule.target()), web, blocked)
                : new Way(label, web, null, blocked);
    }

    /** As the lists judge it now. */
    Ways judgedAnew(Link link, HostLists hosts) {
        return list.isEmpty()
                ? this
                : new Ways(
                        rules,
                        IntStream.range(0, list.size())
                                .mapToObj(i -> judgedAnew(link.rules().get(i), list.get(i), hosts))
                                .toList());
    }

    private static Way judgedAnew(Rule rule, Way way, HostLists hosts) {
        boolean blocked = rule.webAddresses().stream().anyMatch(hosts::blocks);
        return new Way(way.rule(), way.location(), way.web(), blocked);
    }

    /** The way of the first rule that holds; {@code own} where none does. */
    Way first(Asked asked, Way own) {
        int first = rules.first(asked);
        return first < 0 ? own : list.get(first);
    }

    /** How long a {@code Location} is at most, in bytes. */
    int longest() {
        int longest = 0;
        for (Way way : list) {
            longest = Math.max(longest, way.length());
        }
        return longest;
    }
}
