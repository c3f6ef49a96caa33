package app.grapevine.shlink;

import app.grapevine.links.Link;
import app.grapevine.links.Links;
import app.grapevine.rules.Rule;
import app.grapevine.storage.Database;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The door to what clients gave of links: kept beside them, told again. Safe for use by many threads. Every method may throw
 * DatabaseUnavailableException.
 */
public final class ShortUrls {
    private final Database database;
    private final Links links;

    public ShortUrls(Database database, Links links) {
        this.database = database;
        this.links = links;
    }

    /** What was given of some links, by their ids; of all others nothing was. */
    public Map<Long, AsGiven> given(Collection<Link> of) {
        List<Long> ids = of.stream().map(Link::id).toList();
        return database.read(handle -> AsGivenDao.read(handle, ids));
    }

    public AsGiven given(Link of) {
        return given(List.of(of)).getOrDefault(of.id(), AsGiven.NOTHING);
    }

    /** Keeps what is given of a new link, by which it is found again, or of one that is there. */
    public AsGiven keep(Link link, UnaryOperator<AsGiven> change) {
        return database.write(handle -> {
            Map<Long, AsGiven> present = AsGivenDao.read(handle, List.of(link.id()));
            AsGiven given = change.apply(present.getOrDefault(link.id(), AsGiven.NOTHING));
            AsGivenDao.put(handle, link.id(), link.destination(), given);
            return given;
        });
    }

    /** The addresses that a link has, as they are kept. */
    public static List<String> addresses(Link link) {
        return Stream.concat(
                        Stream.of(link.destination()), link.rules().stream().map(Rule::target))
                .toList();
    }

    /**
     * The newest link that was given for a destination and fits. Links that were made for a chat are none: handed out here they
     * would be taken for what was shared there.
     *
     * @param destination as links keep it
     */
    public Optional<Link> findFor(String destination, Predicate<Link> fits) {
        List<Long> ids = database.read(handle -> AsGivenDao.findFor(handle, destination));
        return links.listByIds(ids).stream()
                .filter(link -> link.destination().equals(destination))
                .filter(fits)
                .max((one, other) -> Long.compare(one.id(), other.id()));
    }
}
