package app.grapevine.cards;

/**
 * What a file shows, as it is to be kept.
 *
 * @param content not to be written to
 * @param width in pixels, as {@code height}
 */
@SuppressWarnings("ArrayRecordComponent")
public record FormedPicture(CardPicture.Type type, byte[] content, int width, int height) {}
