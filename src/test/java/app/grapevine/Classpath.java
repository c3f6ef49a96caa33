package app.grapevine;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The class path of this program, for another that it starts. */
public final class Classpath {
    private Classpath() {}

    /** Maven's exec:java keeps it in a loader of its own. */
    public static String get() {
        if (Classpath.class.getClassLoader() instanceof URLClassLoader loader) {
            return Arrays.stream(loader.getURLs()).map(URL::getPath).collect(Collectors.joining(File.pathSeparator));
        }
        return System.getProperty("java.class.path");
    }
}
