package app.grapevine.moving;

import app.grapevine.journal.Visit;
import app.grapevine.links.Link;

/** The service's border: makes of a visit that a source tells of what is recorded of it, with the pseudonyms of its day. */
public interface VisitBorder {
    Visit visit(ForeignVisit visit, Link link);
}
