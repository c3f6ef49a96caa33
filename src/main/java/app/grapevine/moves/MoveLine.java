package app.grapevine.moves;

/**
 * A line of a move's report: what became of one link, or would.
 *
 * @param outcome as {@link app.grapevine.moving.Planned.Outcome#label} has it
 * @param place where it stands in its source
 * @param shortUrl what it is here; empty for one that is not brought
 * @param why what of it is not as it was, or why it is not brought; empty for all others
 */
public record MoveLine(String outcome, String place, String shortUrl, String destination, String why) {}
