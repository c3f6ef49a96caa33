package app.grapevine.cards;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a picture is: {@code https://<a domain of this service>/images/<id>.jpg}. No link can have the code "images". */
public final class PictureAddress {
    /** Below the domain, without a slash in front. */
    public static final String DIRECTORY = "images/";

    static final int ID_LENGTH = 22;

    private static final Pattern NAME = Pattern.compile("([0-9A-Za-z]{22})\\.(?:jpg|png)");
    private static final Pattern URL = Pattern.compile("https?://[^/]+/images/([0-9A-Za-z]{22}\\.(?:jpg|png))");

    private PictureAddress() {}

    /** The id in a picture's name. */
    public static Optional<String> idOf(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** The name at the end of what may be the address of a picture, on whatever host. */
    public static Optional<String> nameIn(@Nullable String url) {
        Matcher matcher = URL.matcher(url == null ? "" : url);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** The id in what may be the address of a picture, on whatever host: an id of another service is of no picture here. */
    public static @Nullable String idIn(@Nullable String url) {
        return nameIn(url).flatMap(PictureAddress::idOf).orElse(null);
    }
}
