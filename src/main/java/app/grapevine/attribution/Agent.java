package app.grapevine.attribution;

/**
 * The families a user agent names, each a short word of a bounded list, {@code unknown} where nothing fits.
 *
 * @param device {@code mobile}, {@code tablet}, {@code desktop}, {@code tv}, {@code unknown}
 * @param os {@code ios}, {@code android}, {@code windows}, {@code macos}, {@code linux}, …
 * @param browser {@code safari}, {@code chrome}, {@code firefox}, {@code in-app}, …
 */
public record Agent(String device, String os, String browser) {
    public static final Agent UNKNOWN = new Agent("unknown", "unknown", "unknown");
}
