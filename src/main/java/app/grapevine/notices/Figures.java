package app.grapevine.notices;

/**
 * Figures of notices, for the metrics.
 *
 * @param waiting how many messages are yet to be sent
 * @param givenUp how many of the last {@link Notices#KEPT} were not taken in a day, or refused
 * @param sent by this process
 * @param failed attempts of this process
 */
public record Figures(long waiting, long givenUp, long sent, long failed) {}
