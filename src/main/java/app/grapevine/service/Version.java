package app.grapevine.service;

import java.util.Optional;

/** Which version of the program this is. */
public final class Version {
    private Version() {}

    /** As the jar's manifest names it; empty where the program does not run from its jar. */
    public static Optional<String> find() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion());
    }
}
