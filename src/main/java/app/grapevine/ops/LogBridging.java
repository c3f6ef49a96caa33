package app.grapevine.ops;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;

/**
 * Sets java.util.logging up to write to the log and nowhere else. It makes one of these by the class's name when it is first used,
 * so that a start that has no use for it does not load it.
 */
public final class LogBridging {
    private static final String CLASS = "java.util.logging.config.class";
    private static final String FILE = "java.util.logging.config.file";
    private static final String SETUP = "handlers=" + LogBridge.class.getName() + "\n.level=INFO\n";

    /** @throws IOException never, for there is no file */
    public LogBridging() throws IOException {
        LogManager.getLogManager()
                .readConfiguration(new ByteArrayInputStream(SETUP.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** Has it done when java.util.logging is first used, unless an operator's own properties say how it writes. */
    static void prepare() {
        if (System.getProperty(CLASS) == null && System.getProperty(FILE) == null) {
            System.setProperty(CLASS, LogBridging.class.getName());
        }
    }
}
