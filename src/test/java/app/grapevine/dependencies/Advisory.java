package app.grapevine.dependencies;

import java.util.Locale;
import org.apache.maven.artifact.versioning.DefaultArtifactVersion;
import org.apache.maven.artifact.versioning.InvalidVersionSpecificationException;
import org.apache.maven.artifact.versioning.VersionRange;

/**
 * A weakness that was made known, of one library.
 *
 * @param component group and artifact, with a colon between
 * @param affected versions, as Maven writes ranges: {@code [12.0.0,12.0.33),[12.1.0,12.1.7)}
 * @param id of CVE or GHSA
 * @param fixed the first version of the newest line that is not affected
 */
record Advisory(String component, VersionRange affected, String id, String fixed, String what) {
    static Advisory of(String component, String affected, String id, String fixed, String what) {
        try {
            return new Advisory(component, VersionRange.createFromVersionSpec(affected), id, fixed, what);
        } catch (InvalidVersionSpecificationException e) {
            throw new IllegalArgumentException(id + " has no range of versions that Maven can read: " + affected, e);
        }
    }

    boolean names(Component used) {
        return component.equals(used.name()) && covers(used.version());
    }

    boolean covers(String version) {
        return affected.containsVersion(new DefaultArtifactVersion(version));
    }

    /** What a test that fails is to say. */
    String against(Component used) {
        return String.format(Locale.ROOT, "%s %s: %s (%s), fixed in %s", used.name(), used.version(), id, what, fixed);
    }
}
