package app.grapevine.links;

import java.util.List;

/**
 * A link and what recipients passed on from it, and from that, and so on.
 *
 * @param ancestors the links that it comes from, the issued one first; none for an issued one
 * @param root the link itself
 * @param truncated whether there is more below than is shown: the generations nearest to the link are
 */
public record LinkTree(List<Found> ancestors, Node root, boolean truncated) {
    public LinkTree {
        ancestors = List.copyOf(ancestors);
    }

    /** A link, be it deleted or not. */
    public record Found(Link link, boolean deleted) {}

    /** A link and those that were passed on from it, the oldest first. */
    public record Node(Found found, List<Node> children) {
        public Node {
            children = List.copyOf(children);
        }
    }
}
