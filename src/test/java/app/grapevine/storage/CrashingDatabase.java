package app.grapevine.storage;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * A database whose process ends at one of the things that it asks of it: from then on nothing that it asks is done. What is
 * counted are statements, batches and commits, and what goes past them to PostgreSQL's COPY. Safe for use by many threads.
 */
public final class CrashingDatabase {
    private final AtomicInteger left;
    private final Runnable then;
    private volatile boolean crashed;

    /**
     * @param after how many are done before the one that is not; 0 for the first
     * @param then runs at that moment, once
     */
    public CrashingDatabase(int after, Runnable then) {
        this.left = new AtomicInteger(after);
        this.then = then;
    }

    public Database open(DatabaseSettings settings) {
        return Database.open(settings, pool -> wrapped(DataSource.class, pool));
    }

    /** Whether it came to that. */
    public boolean hasCrashed() {
        return crashed;
    }

    private <T> T wrapped(Class<T> type, Object inner) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> call(inner, method, args)));
    }

    private Object call(Object inner, Method method, Object[] args) throws Throwable {
        String name = method.getName();
        if (name.startsWith("execute") || name.equals("commit") || isCopy(name, args) || name.equals("getConnection")) {
            step(name.equals("getConnection"));
        }
        Object result;
        try {
            result = method.invoke(inner, args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
        if (result instanceof Connection && name.equals("getConnection") && !(inner instanceof Statement)) {
            return wrapped(Connection.class, result);
        }
        return result instanceof PreparedStatement
                ? wrapped(PreparedStatement.class, result)
                : result instanceof Statement ? wrapped(Statement.class, result) : result;
    }

    private static boolean isCopy(String name, Object[] args) {
        return name.equals("unwrap") && String.valueOf(args[0]).contains("PGConnection");
    }

    private void step(boolean onlyLooks) throws SQLException {
        synchronized (this) {
            if (!crashed && !onlyLooks && left.getAndDecrement() == 0) {
                crashed = true;
                then.run();
            }
        }
        if (crashed) {
            throw new SQLNonTransientConnectionException("the process has ended", "08006");
        }
    }
}
