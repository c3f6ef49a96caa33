package app.grapevine.ops;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An exception whose message, and its causes', is {@link LogText}, so that its trace has the lines of a trace alone. */
record LogTrace(IThrowableProxy exception) implements IThrowableProxy {
    /** As Java prints it, with all causes; the lines end with {@code \n}. */
    static String of(IThrowableProxy exception) {
        return ThrowableProxyUtil.asString(new LogTrace(exception)).replace(System.lineSeparator(), "\n");
    }

    private static @Nullable IThrowableProxy wrapped(@Nullable IThrowableProxy exception) {
        return exception == null ? null : new LogTrace(exception);
    }

    private static @Nullable String safe(@Nullable String message) {
        return message == null ? null : LogText.safe(message);
    }

    @Override
    public @Nullable String getMessage() {
        return safe(exception.getMessage());
    }

    @Override
    public @Nullable String getOverridingMessage() {
        return safe(exception.getOverridingMessage());
    }

    @Override
    public String getClassName() {
        return exception.getClassName();
    }

    @Override
    public StackTraceElementProxy[] getStackTraceElementProxyArray() {
        return exception.getStackTraceElementProxyArray();
    }

    @Override
    public int getCommonFrames() {
        return exception.getCommonFrames();
    }

    @Override
    public @Nullable IThrowableProxy getCause() {
        return wrapped(exception.getCause());
    }

    @Override
    public IThrowableProxy[] getSuppressed() {
        return Stream.of(exception.getSuppressed()).map(LogTrace::new).toArray(IThrowableProxy[]::new);
    }

    @Override
    public boolean isCyclic() {
        return exception.isCyclic();
    }
}
