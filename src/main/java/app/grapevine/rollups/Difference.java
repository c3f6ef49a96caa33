package app.grapevine.rollups;

/**
 * What is counted of a link on a UTC day, or on several from that day on, and what it should be, as text.
 *
 * @param what which counts are meant
 */
public record Difference(long linkId, long day, String what, String stored, String recounted) {}
