package app.grapevine.security;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * An attempt to sign in.
 *
 * @param address from where
 * @param name of the account, whether or not it exists; null for an attempt with a key
 * @param device the token of a device that is known to have signed in to the account, see {@link KnownDevices}, or null
 */
public record SignIn(
        InetAddress address,
        @Nullable String name,
        @Nullable String device) {}
