package app.grapevine.cards;

import java.util.Locale;

/**
 * A picture as it is kept and served.
 *
 * @param id of {@value PictureAddress#ID_LENGTH} random digits of base 62: whoever was not given it does not find it
 * @param content not to be written to
 */
@SuppressWarnings("ArrayRecordComponent")
public record CardPicture(String id, Type type, byte[] content) {
    /** What it is written as. */
    public enum Type {
        PNG("png"),
        JPEG("jpg");

        private final String ending;

        Type(String ending) {
            this.ending = ending;
        }

        public String mediaType() {
            return "image/" + label();
        }

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Type of(String label) {
            return valueOf(label.toUpperCase(Locale.ROOT));
        }
    }

    /** What its address ends with. */
    public String name() {
        return id + "." + type.ending;
    }
}
