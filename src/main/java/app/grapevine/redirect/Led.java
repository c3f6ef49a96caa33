package app.grapevine.redirect;

import app.grapevine.rules.AppAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where one visit goes.
 *
 * @param location a web address, or another
 * @param web where {@code location} is an app's own address by a rule, the one that browsers open without the app; else null
 */
public record Led(String location, @Nullable String web) {
    /** The {@code Location}. */
    public String whole() {
        return web == null ? location : AppAddress.withFallback(location, web);
    }

    /** The address that opens the app, as the device's browsers read it. */
    public String opener(boolean onAndroid) {
        return onAndroid ? whole() : location;
    }
}
